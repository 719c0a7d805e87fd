"""Vocabulary of the model: quantities, signals, observations, measures, outcomes, claims, theory names."""
