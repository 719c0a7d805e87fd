"""Fitting: which parameters the record favours, which it cannot tell, and how far that can be trusted."""
