"""Production's application, which says which worker answers."""

import os

from noress.wsgi import application as site


def application(environ, start_response):
    def start(status, headers, *exc_info):
        return start_response(status, [*headers, ("Worker", str(os.getpid()))], *exc_info)

    return site(environ, start)
