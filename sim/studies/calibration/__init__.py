"""Calibration: which parameters the record favours, which it cannot settle, and how far to trust that."""
