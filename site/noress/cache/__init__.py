"""Public pages kept whole, for all workers: what `home.kept` keeps, given out before Django."""
