"""The record to the end of 2017, one function per statistic of it, and the simple rivals of the model."""
