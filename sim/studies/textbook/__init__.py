"""Textbook cases: the engine reduced to special cases whose answer is known on paper."""
