"""Study: response."""
