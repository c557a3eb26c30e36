#!/usr/bin/env python
"""Django's command line for the NORESS site."""

import os
import sys
from pathlib import Path


def main() -> None:
    # `site/` is a folder on the path, not a package: the standard library owns the name `site`.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noress.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A sentence for whoever sets up the machine; a traceback would bury it.
        if os.environ["DJANGO_SETTINGS_MODULE"].endswith(".production"):
            sys.exit(str(error))
        raise


if __name__ == "__main__":
    main()
