"""Study: sensitivity."""
