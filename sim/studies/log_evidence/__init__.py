"""Which theory the record favours: the chance that each gave to what was observed, week by week."""
