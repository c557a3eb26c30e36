"""The demonstration: the leaflet’s content in French and in Arabic, and what loads it."""
