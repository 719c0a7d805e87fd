"""How fast the engine is, and what its shape is worth: `python -m benchmarks`."""
