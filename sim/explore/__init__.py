"""The model in a page: one file, opened from disk; levers are moved, and what follows is seen at once."""
