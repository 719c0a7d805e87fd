"""What an ensemble says: summaries, paired effects, verdicts, caveats, weekly data."""
