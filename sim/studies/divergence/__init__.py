"""Where two scenarios diverge in the same worlds, and why."""
