"""
French pages and their Arabic: what is translated, what is left, and what follows the French.

wagtail-localize keeps the texts; here is what it leaves open: who may publish, that no French is
published among the Arabic, and that what happens to a page happens to its translation.
"""
