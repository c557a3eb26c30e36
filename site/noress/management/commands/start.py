"""
`make run`: one process that prepares the database, loads the demonstration once, and serves.

Django starts once for all of it, so that a second start takes a few seconds. What can go wrong on
somebody's machine ends in a sentence that says what to do, never in a traceback.
"""

import errno
import logging
import os
import socket
import sys
import threading
import time
from contextlib import closing

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation
from whitenoise.runserver_nostatic.management.commands.runserver import Command as Runserver

from network.models import Document
from noress.demo import DEMO_PASSWORD, DEMO_PEOPLE

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
SECONDS_BETWEEN_SCHEDULED = 10
ROOMS = {"noress", "search", "events", "home", "network"}


class Server(Runserver):
    """Django's development server, quiet about itself: it calls `on_ready` once it listens."""

    requires_system_checks = []

    def __init__(self, on_ready, **kwargs):
        super().__init__(**kwargs)
        self.on_ready = on_ready

    def on_bind(self, server_port):
        self.on_ready()

    def check_migrations(self):
        """`start` has just done so."""


class Command(BaseCommand):
    help = "Prepares the database, loads the demonstration if there is no site yet, and serves it."
    # They take a second, and `make check` and `make test` run them.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000")
        parser.add_argument("--reload", action="store_true", help="start again when code changes")

    def execute(self, *args, **options):
        """Typed at a terminal, a `CommandError` is its sentence alone."""
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if not self._called_from_command_line:
                raise
            self.stderr.write(str(error))
            sys.exit(1)
        except KeyboardInterrupt:
            sys.exit(130)

    def handle(self, *, port, **options):
        if not settings.DEBUG:
            raise CommandError(
                "`start` serves the demonstration, with DEBUG on: "
                "in production run gunicorn, as docs/operations.md says."
            )
        self.port = port_number(port)
        if "SITE_URL" not in os.environ:
            settings.WAGTAILADMIN_BASE_URL = f"http://localhost:{self.port}"
        # The reloader starts this command again in a child, once everything is prepared.
        if os.environ.get("RUN_MAIN") != "true":
            check_port_is_free(self.port)
            self.prepare()
        call_command(
            Server(self.begin, stdout=self.stdout, stderr=self.stderr),
            f"{HOST}:{self.port}",
            use_reloader=options["reload"],
        )

    def prepare(self):
        """The database as this version needs it, with the demonstration in it."""
        name = connection.settings_dict["NAME"]
        try:
            self.migrate()
            if not demonstration_is_there():
                self.stdout.write("Loading the demonstration ...")
                call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
        except InconsistentMigrationHistory as error:
            raise CommandError(
                f"The database {name} does not fit this version: move it away to start afresh."
            ) from error
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(
                f"The database {name} cannot be used ({reason}): check it, "
                "or move it away to start afresh."
            ) from error
        finally:
            connection.close()

    def migrate(self):
        """Apply what is missing, and refuse a database that a newer version has changed."""
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        unknown = [
            f"{label}.{migration}"
            for label, migration in executor.loader.applied_migrations
            if label in our_labels() and (label, migration) not in executor.loader.disk_migrations
        ]
        if unknown:
            raise CommandError(
                f"A newer version of NORESS made the database {connection.settings_dict['NAME']} "
                f"({unknown[0]}): update the code, or move the database away to start afresh."
            )
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database ...")
            call_command("migrate", interactive=False, verbosity=0)

    def begin(self):
        """What happens once the server listens."""
        threading.Thread(target=publish_what_is_due, daemon=True).start()
        threading.Thread(target=work_in_the_background, daemon=True).start()
        self.welcome()

    def welcome(self):
        """The addresses and the people."""
        address = f"http://localhost:{self.port}"
        width = max(len(email) for email, *_ in DEMO_PEOPLE)
        # The terminal speaks English, as this command does.
        with translation.override(None):
            people = "\n".join(f"  {email:<{width}}  {role}" for email, role, *_ in DEMO_PEOPLE)
        self.stdout.write(
            f"""
NORESS is running:
  {address}/fr/            in French
  {address}/ar/            in Arabic
  {address}/fr/workspace/  the member area
  {address}/admin/         administration
  {address}/mails/         the mails it has sent, which go nowhere else

Demonstration people (password {DEMO_PASSWORD}):
{people}

Stop it with Ctrl-C.
"""
        )


def publish_what_is_due() -> None:
    """Publish and unpublish scheduled pages for ever, as a timer does in production."""
    while True:
        time.sleep(SECONDS_BETWEEN_SCHEDULED)
        try:
            call_command("publish_scheduled")
        except Exception:
            logger.exception("What is scheduled could not be published.")
        finally:
            connection.close()


def work_in_the_background() -> None:
    """Send mails and run tasks for ever, as the worker does in production."""
    try:
        call_command("run_worker")
    except Exception:
        logger.exception("The worker has stopped: no mail is sent until the next start.")


def demonstration_is_there() -> bool:
    """
    False also when its loading was interrupted: it begins with the pages and ends with the network,
    of which there is all or nothing.
    """
    emails = [email for email, *_ in DEMO_PEOPLE]
    people = get_user_model().objects.filter(email__in=emails)
    return (
        apps.get_model("home", "HomePage").objects.exists()
        and people.count() == len(emails)
        and Document.objects.exists()
    )


def our_labels() -> set[str]:
    """The labels of the project's own apps."""
    return {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS}


def port_number(text: str) -> int:
    """The port that `text` names."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise CommandError(
        f"{text!r} is not a port: choose a number from 1024 to 65535, as in PORT=8123 make run."
    )


def check_port_is_free(port: int) -> None:
    """Refuse a port that somebody listens on, under either of the addresses of `localhost`."""
    for family, host in ((socket.AF_INET, HOST), (socket.AF_INET6, "::1")):
        try:
            with closing(socket.socket(family)) as probe:
                # As the server does: a port whose last user has just left is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = port + 1 if port < 65535 else 8000
                raise CommandError(
                    f"Port {port} is in use: stop the program that uses it, "
                    f"or choose another port, as in PORT={other} make run."
                ) from error
            if error.errno == errno.EACCES:
                raise CommandError(
                    f"Port {port} is kept for the administrator: "
                    "choose one above 1023, as in PORT=8000 make run."
                ) from error
            # This machine has no such address (IPv6 switched off): nobody can listen there.
            if family == socket.AF_INET:
                raise CommandError(f"Port {port} cannot be opened: {error.strerror}.") from error
