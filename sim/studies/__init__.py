"""Which numbers matter, when a strategy fails, what a dose does, and where two scenarios part."""
