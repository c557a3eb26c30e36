"""As `make run` serves the site, but for what Wagtail does by itself while somebody writes."""

from noress.settings.dev import *  # noqa: F403

# It saves a page half a second after a change. Whoever clicks a button in that moment is asked on
# the next page whether to overwrite the version "of another window". A person seldom meets that; a
# test on a slow machine does, at random.
WAGTAIL_AUTOSAVE_INTERVAL = 0
