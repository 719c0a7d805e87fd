"""Study: divergence."""
