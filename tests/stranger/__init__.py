"""Another Wagtail site, in English and Arabic, that uses the plugin: what `tests/network` runs in.

It shares nothing with NORESS, so whatever the plugin takes from that site fails here.
"""
