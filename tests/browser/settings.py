"""As `make run` serves the site, but for what Wagtail does by itself while somebody writes."""

from noress.settings.dev import *  # noqa: F403

# It saves a page half a second after a change. Whoever clicks a button in that moment is asked on
# the next page whether to overwrite the version "of another window": a person seldom meets that,
# and a test, which is as quick as the machine is slow, whenever it happens to.
WAGTAIL_AUTOSAVE_INTERVAL = 0
