"""Worlds conditioned on the record: run through it with what was observed imposed, each weighted by the
chance it gave to that. Forecasts are projected from them, and scenarios may start from them.
"""
