"""The model against the record: what simulated worlds leave behind, measured as the record is."""
