"""Outcomes over one number of a scenario that is varied."""
