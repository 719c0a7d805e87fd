"""Forecasting: worlds conditioned on the record up to an origin, projected from there, and scored.

`sim.engine.conditioning` runs worlds through the record, and `project` runs them on from an origin. `outlook`
is the forecast of one theory, `backtest` makes those of every month, and `rivals` those of simple null
models; `scoring` says how good a forecast was.
"""
