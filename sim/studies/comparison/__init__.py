"""Study: comparison."""
