"""What a run does not show by itself: which numbers matter, when a strategy fails, how a dose tells, where two part."""
