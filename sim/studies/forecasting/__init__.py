"""Forecasting: worlds conditioned on the record up to an origin, projected from there, and scored.

`observations` says what the record shows of a week, `likelihood` imposes it on worlds, and `particle_filter`
weights and resamples them; `priors` and `known_facts` keep out what nobody could know then. `project` runs
worlds on from an origin. `outlook` is the forecast of one theory, `backtest` makes those of every month, and
`rivals` those of simple null models; `scoring` says how good a forecast was.
"""
