"""The model of one week: state, rules, theories, phases and actors, and the world that steps them."""
