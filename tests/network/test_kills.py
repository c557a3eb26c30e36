"""Operations that are killed, or find the disk full: some of what `tests/soak/kills.py` does at
every write of each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, transaction

from network.core import once
from network.core.files import stored, undone_with_files
from network.models import Submission

from .papers import add, kept_files, sent

pytestmark = pytest.mark.usefixtures("private")

PROJECT = Path(__file__).resolve().parents[2]
SEED = "6"


def test_killed_operation_leaves_the_old_state_or_the_new_one():
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(PROJECT), str(PROJECT / "site")]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.kills", "--share", "0.06", "--seed", SEED],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("0 failures.")
    assert done.stdout.count(" points, killed at ") == 10


def test_file_goes_with_the_form_that_fails_after_it(world, monkeypatch):
    files = kept_files()

    def fail(self, *args, **kwargs):
        raise OperationalError("database or disk is full")

    user = world.users["member"]

    def make():
        document = add(world)
        monkeypatch.setattr(Submission, "save", fail)
        return document.get_absolute_url()

    with pytest.raises(OperationalError):
        once.do("6f8b0f6c-7c4b-4f0e-9d3f-0a1b2c3d4e5f", user, make, form="x")
    assert kept_files() == files


def test_files_are_undone_with_the_outermost_of_what_stands_around(world):
    files = kept_files()

    def fail_late():
        with undone_with_files(), transaction.atomic():
            with undone_with_files(), stored(sent(), "documents"):
                pass
            assert len(kept_files()) == len(files) + 1
            raise OperationalError

    with pytest.raises(OperationalError):
        fail_late()
    assert kept_files() == files
    with undone_with_files(), stored(sent(), "documents"):
        pass
    assert len(kept_files()) == len(files) + 1
