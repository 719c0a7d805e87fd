"""Evidence: the record to the end of 2017, the statistics that a simulation is judged by, and null models."""
