"""The words of the model: quantities, signals, observations, outcomes, claims, theories."""
