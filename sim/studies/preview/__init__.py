"""What scenarios will do, before anything is run."""
