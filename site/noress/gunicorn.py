"""
gunicorn's configuration: `gunicorn -c site/noress/gunicorn.py`, run in the project's folder.

Everything that differs between machines comes from the environment; docs/operations.md lists it.
"""

import multiprocessing
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
wsgi_app = "noress.wsgi:application"


def number(name: str, default: int) -> int:
    """The environment variable `name`, a whole number above zero."""
    text = os.environ.get(name) or str(default)
    if text.isascii() and text.isdigit() and int(text):
        return int(text)
    sys.exit(f"Change {name}: it must be a whole number above zero.")


# A setting that production refuses ends the start here, in its sentence alone.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noress.settings.production")
try:
    _ = settings.DEBUG
except ImproperlyConfigured as error:
    sys.exit(str(error))

# Behind a proxy on the same machine, which speaks HTTPS to the world.
bind = os.environ.get("BIND", "127.0.0.1:8000")
# Whose X-Forwarded-Proto is believed; from others it changes nothing.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

# A page costs Python, not waiting, so processes follow the cores; a few threads in each keep slow
# readers and database waits from holding one up. The cap is for memory: a worker takes ~100 MB.
workers = number("WEB_CONCURRENCY", min(2 * multiprocessing.cpu_count() + 1, 9))
worker_class = "gthread"
threads = number("WEB_THREADS", 4)

# A request that takes longer than a minute (a large upload over a slow line is held by the proxy)
# is a fault; a worker gets half a minute to finish what it has begun when it is told to stop.
timeout = number("WEB_TIMEOUT", 60)
graceful_timeout = 30
# Longer than the proxy's own, so that it never sends a request into a connection being closed.
keepalive = 75

# Memory that libraries leak slowly is given back; the jitter keeps workers from leaving together.
max_requests = 2000
max_requests_jitter = 400

# The application is loaded once, before the workers are made: they share its memory, and a setting
# that production refuses stops the start once, with one message, instead of once per worker. The
# price is that SIGHUP does not load new code: a new version is a restart.
preload_app = True

# The heartbeat file in memory: on a busy disk its update can block a worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# Else gunicorn keeps a socket in its user's home folder, which a service may not have.
control_socket_disable = True

# The proxy keeps a log of the requests; a second one costs a stored page a third of its time.
accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "info")


def when_ready(server):
    """Pages that another version of the code has made are not shown by this one."""
    from home import kept

    kept.empty()
