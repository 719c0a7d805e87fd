"""Why an actor chose what it chose, and what would have changed it."""
