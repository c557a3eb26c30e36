"""Public pages kept whole, for all workers, until something that they show changes."""
