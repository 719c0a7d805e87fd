"""Pieces that all pictures share: axes, theme, text, frames."""
