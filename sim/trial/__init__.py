"""The argument on trial: what the essay concludes, as claims that can fail under rival theories.

`hypotheses` reads the claims, `cells` makes their scenarios, `runs` runs them, `effects` and `verdicts` judge,
`ledger` and `pages` tell.
"""
