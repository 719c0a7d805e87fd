"""Study: discovery."""
