"""When one scenario does worse than another, and which of several is least bad."""
