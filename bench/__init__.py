"""How fast the site is, on a scale that does not depend on the machine: see run.py."""
