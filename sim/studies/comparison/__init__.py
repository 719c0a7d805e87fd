"""Scenarios compared in the same worlds, and one scenario run alone."""
