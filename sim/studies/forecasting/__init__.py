"""From the record into the open: worlds conditioned on what was seen, let go at an origin, and scored."""
