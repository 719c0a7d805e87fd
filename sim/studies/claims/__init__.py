"""The argument on trial: what the essay concludes, as claims that can fail under rival theories.

`hypotheses` reads the claims, `cells` makes their scenarios, `runs` runs them, `effects`,
`verdicts` and `judged` judge, `tables`, `pages` and `pictured` tell, `trying` does it all.
"""
