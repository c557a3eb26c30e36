"""`python -m tests.soak.kills`: operations that are killed, or find the disk full, at each write.

Each operation runs in a process of its own, which ends (SIGKILL) at its nth statement, commit, or
piece of a file; for every n, or with `--share 0.1` for some of them. Then the rows must say the old
state or the new one, every file that a row names must be there and be what it was, and what no row
names must be gone after the sweep. With a full disk: the old state, no file left over, a sentence.

On SQLite, in a file; on PostgreSQL where DATABASE_URL says so, in databases of its own.
"""

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

GIVEN = os.environ.get("DATABASE_URL", "")
WORK = Path(tempfile.mkdtemp(prefix="kills-"))
IS_POSTGRES = GIVEN.startswith("postgres")
NAME = f"kills_{os.getpid()}"
EVERYTHING, SQL, FILES = "everything", "sql", "files"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the points, by chance")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", help="this operation")
    options = parser.parse_args()
    print(f"Killing on {'PostgreSQL' if IS_POSTGRES else 'SQLite'}, seed {options.seed}.")
    chance = random.Random(options.seed)  # noqa: S311
    try:
        set_up()
        from . import kills_scenarios as scenarios

        scenarios.prepare()
        keep_base()
        failures = []
        for name, operation in scenarios.OPERATIONS.items():
            if options.only in (None, name):
                failures += kill(name, operation, options.share, chance)
        for name in scenarios.WRITING:
            if options.only in (None, name):
                failures += fill(name, scenarios.OPERATIONS[name], options.share, chance)
    finally:
        tidy_up()
    for failure in failures:
        print(failure)
    print(f"{len(failures)} failures.")
    return 1 if failures else 0


# The world in which it happens


def set_up() -> None:
    url = GIVEN if IS_POSTGRES else f"sqlite:///{WORK / 'db.sqlite3'}"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.soak.kills_settings",
        "DATABASE_URL": url,
        "SOAK_FILES": str(WORK / "files"),
    }
    if IS_POSTGRES:
        on_server(f"CREATE DATABASE {NAME} TEMPLATE template0")
        os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{NAME}").geturl()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def on_server(statement: str) -> None:
    """On PostgreSQL, outside of the database that is killed in and of the given one, which a fresh
    server need not have."""
    import psycopg

    server_itself = urlsplit(GIVEN)._replace(path="/postgres").geturl()
    with psycopg.connect(server_itself, autocommit=True) as server:
        server.execute(statement)


def keep_base() -> None:
    from django.db import connections

    connections.close_all()
    shutil.copytree(WORK / "files", WORK / "files.base")
    if IS_POSTGRES:
        on_server(f"CREATE DATABASE {NAME}_base TEMPLATE {NAME}")
    else:
        shutil.copy(WORK / "db.sqlite3", WORK / "db.base")


def go_back() -> None:
    """To how it was before any operation."""
    from django.db import connections

    connections.close_all()
    shutil.rmtree(WORK / "files")
    shutil.copytree(WORK / "files.base", WORK / "files")
    if IS_POSTGRES:
        on_server(f"DROP DATABASE {NAME} WITH (FORCE)")
        on_server(f"CREATE DATABASE {NAME} TEMPLATE {NAME}_base")
    else:
        for left in WORK.glob("db.sqlite3*"):
            left.unlink()
        shutil.copy(WORK / "db.base", WORK / "db.sqlite3")


def tidy_up() -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    if IS_POSTGRES:
        if "django" in sys.modules:
            from django.db import connections

            connections.close_all()
        for name in (NAME, f"{NAME}_base"):
            on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


# What is done to it


def kill(
    name: str, operation: Callable[[], object], share: float, chance: random.Random
) -> list[str]:
    from .kills_scenarios import state

    go_back()
    before = state()
    status, points = run(operation, Points())
    after = state()
    failures = [] if status == 0 else [f"{name}: ends with {status} though nobody killed it."]
    if after == before:
        failures.append(f"{name}: changes nothing.")
    failures += [f"{name}, whole: {wrong}" for wrong in left_wrong()]
    numbers = some(points, share, chance)
    old = 0
    is_fresh = False
    for number in numbers:
        if not is_fresh:
            go_back()
        status, _points = run(operation, Points(number, die))
        found = state()
        old += found == before
        place = f"{name}, killed at {number} of {points}"
        if status != -signal.SIGKILL:
            failures.append(f"{place}: it ended with {status}.")
        if found not in (before, after):
            failures.append(
                f"{place}: neither the old state nor the new one. {apart(before, found)}"
            )
        failures += [f"{place}: {wrong}" for wrong in left_wrong()]
        is_fresh = found == before
    print(
        f"{name}: {points} points, killed at {len(numbers)}: the old state {old} times, "
        f"the new one {len(numbers) - old} times."
    )
    return failures


def fill(
    name: str, operation: Callable[[], object], share: float, chance: random.Random
) -> list[str]:
    """The disk is full at each write of a file; and the database's, at each statement."""
    from .kills_scenarios import state

    failures = []
    go_back()
    before = state()
    for kind, expected in ((FILES, {"no_room"}), (SQL, {"database"})):
        _status, points = run(operation, Points(kind=kind))
        go_back()
        numbers = some(points, share, chance)
        for number in numbers:
            status, _points = run(operation, Points(number, no_room, kind), expected)
            place = f"{name}, disk full at {kind} {number} of {points}"
            if status != 0:
                failures.append(f"{place}: it ended with {status}.")
            if (found := state()) != before:
                failures.append(f"{place}: it is not as it was. {apart(before, found)}")
                go_back()
            failures += [f"{place}: {wrong}" for wrong in left_wrong(may_leave_files=False)]
        print(f"{name}: {points} writes ({kind}), the disk was full at {len(numbers)}.")
    return failures


def some(points: int, share: float, chance: random.Random) -> list[int]:
    """Of so many points this share, and one at least."""
    numbers = [n for n in range(1, points + 1) if share >= 1 or chance.random() < share]
    return numbers or [chance.randint(1, points)]


def run(
    operation: Callable[[], object], points: "Points", expected: set[str] | None = None
) -> tuple[int, int]:
    """In a process of its own: how it ended, and at how many points it came by."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.close(reading)
            with points.watched():
                outcome = outcome_of(operation)
            os.write(writing, str(points.count).encode())
            status = 0 if outcome in (expected or {"done"}) else 71
            if status:
                print(f"    {outcome}", flush=True)
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        count = pipe.read()
    _pid, wait = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(wait), int(count or 0)


def outcome_of(operation: Callable[[], object]) -> str:
    from django.core.exceptions import ValidationError
    from django.db import OperationalError

    try:
        operation()
    except ValidationError as error:
        return str(getattr(error, "code", "")) or str(error)
    except OperationalError:
        return "database"
    except Exception as error:
        return repr(error)
    return "done"


def die(kind: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def no_room(kind: str) -> None:
    from django.db import OperationalError

    if kind == SQL:
        raise OperationalError("database or disk is full")
    raise OSError(errno.ENOSPC, "No space left on device")


class Points:
    """Counts the writes that an operation comes by; at the nth, `act` is done."""

    def __init__(
        self, at: int = 0, act: Callable[[str], None] = die, kind: str = EVERYTHING
    ) -> None:
        self.at, self.act, self.kind = at, act, kind
        self.count = 0

    def come_by(self, kind: str) -> None:
        if self.kind in (EVERYTHING, kind):
            self.count += 1
            if self.count == self.at:
                self.act(kind)

    @contextmanager
    def watched(self) -> Iterator[None]:
        from django.core.files.storage import storages
        from django.db import connection

        commit, storage = connection._commit, storages["private"]
        save, delete = storage._save, storage.delete

        def at_statement(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            self.come_by(SQL)
            return execute(sql, params, many, context)

        def at_commit():  # type: ignore[no-untyped-def]
            self.come_by(SQL)
            commit()
            if self.kind == EVERYTHING:
                self.come_by(EVERYTHING)

        def at_save(name, content):  # type: ignore[no-untyped-def]
            pieces = content.chunks

            def chunks(chunk_size=None):  # type: ignore[no-untyped-def]
                for piece in pieces(chunk_size):
                    self.come_by(FILES)
                    yield piece
                self.come_by(FILES)

            self.come_by(FILES)
            content.chunks = chunks
            kept_as = save(name, content)
            if self.kind == EVERYTHING:
                self.come_by(FILES)
            return kept_as

        def at_delete(name):  # type: ignore[no-untyped-def]
            if self.kind == EVERYTHING:
                self.come_by(FILES)
            delete(name)
            if self.kind == EVERYTHING:
                self.come_by(FILES)

        connection._commit = at_commit
        storage._save, storage.delete = at_save, at_delete
        with connection.execute_wrapper(at_statement):
            yield


# What is asked afterwards


def left_wrong(*, may_leave_files: bool = True) -> list[str]:
    """What `verify_files` finds besides files that no row names; and what is left when these are
    swept away."""
    from django.utils import timezone

    from network.core.files import discard
    from network.core.files.checking import check_rows, orphans, stored_names, unnamed
    from network.documents.operations import miscounted_spaces

    wrong = [f"{finding.kind}: {finding.name}" for finding in check_rows()]
    wrong += [f"room of group {space.group}: {space}" for space in miscounted_spaces()]
    for orphan in orphans(before=timezone.now() + timedelta(days=1)):
        if not may_leave_files:
            wrong.append(f"left over: {orphan.name}")
        discard(orphan.name)
    wrong += [f"still there: {name}" for name in unnamed(stored_names())]
    return wrong


def apart(before: dict[str, object], found: dict[str, object]) -> str:
    """In what two states differ."""
    return "; ".join(
        f"{key}: {before[key]} became {found[key]}" for key in before if before[key] != found[key]
    )


if __name__ == "__main__":
    sys.exit(main())
