"""Runs of many worlds: simulated in chunks, recorded, kept and merged, to the same bits whoever runs them."""
