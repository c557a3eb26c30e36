"""`bin/setup`: .venv from nothing, at once when it is there; a sentence for what is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

PROJECT = Path(settings.BASE_DIR)
# A python3 that is there and is too old, or lacks what Debian keeps in python3-venv.
OLD = 'case "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac'
WITHOUT_VENV = 'case "$2" in *print*) echo 3.11 ;; *ensurepip*) exit 1 ;; esac'
BROKEN = "exit 127"


def new_project(folder):
    """A project that needs nothing from outside, in a folder whose name has a space."""
    (folder / "bin").mkdir(parents=True)
    shutil.copy(PROJECT / "bin" / "setup", folder / "bin")
    (folder / "requirements.txt").write_text("# nothing\n")
    (folder / "requirements-dev.txt").write_text("-r requirements.txt\n")
    return folder


def setup(project, *arguments, python=None, **environment):
    """Run the project's `bin/setup`, on a machine whose python3 is `python`."""
    fake = project.parent / "fake"
    fake.mkdir(exist_ok=True)
    (fake / "python3").unlink(missing_ok=True)
    if python is not None:
        (fake / "python3").write_text(f"#!/bin/sh\n{python}\n")
        (fake / "python3").chmod(0o755)
    return subprocess.run(
        [project / "bin" / "setup", *arguments],
        env={
            "PATH": f"{fake}{os.pathsep}{os.environ['PATH']}",
            # This machine's own configuration of pip has no part in it.
            "PIP_CONFIG_FILE": os.devnull,
            "HOME": str(project.parent),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project whose environment has been made."""
    project = new_project(tmp_path_factory.mktemp("setup") / "my project")
    result = setup(project)
    assert result.returncode == 0, result.stderr
    assert "Making .venv" in result.stdout
    return project


@pytest.mark.parametrize(
    ("python", "environment", "sentence"),
    [
        (None, {"PYTHON": "python-that-is-nowhere"}, "Python 3.11 or newer is needed: install it"),
        (OLD, {}, "Python 3.11 or newer is needed, and python3 is 3.9"),
        (WITHOUT_VENV, {}, "Python's venv module is missing: install it (Debian: apt install"),
        (BROKEN, {}, "python3 does not run"),
    ],
    ids=["no python", "too old", "no venv", "broken"],
)
def test_missing_program_is_one_sentence(tmp_path, python, environment, sentence):
    project = new_project(tmp_path / "project")
    result = setup(project, python=python, **environment)
    assert result.returncode == 1
    assert result.stderr.startswith(sentence)
    assert len(result.stderr.splitlines()) == 1
    assert not (project / ".venv").exists()


def test_second_run_has_nothing_to_do_and_says_nothing(made):
    # Nor does it need a working python3.
    result = setup(made, python=BROKEN)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_changed_requirement_is_installed_into_the_same_environment(made):
    (made / "requirements.txt").write_text("# nothing yet\n")
    result = setup(made)
    assert "Installing" in result.stdout
    assert "Making" not in result.stdout
    assert setup(made).stdout == ""


def test_development_requirements_are_their_own_step(made):
    assert "for tests and checks" in setup(made, "dev").stdout
    assert setup(made, "dev").stdout == ""
    assert setup(made).stdout == ""


def test_network_that_does_not_answer_is_one_sentence(made):
    requirements = (made / "requirements.txt").read_text()
    (made / "requirements.txt").write_text("a-package-that-is-needed==1.0\n")
    result = setup(made, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_DEFAULT_TIMEOUT="2")
    assert result.returncode == 1
    assert result.stderr == (
        "The package index does not answer: check the network and start again "
        "(details in .venv/pip.log).\n"
    )
    assert "a-package-that-is-needed" in (made / ".venv" / "pip.log").read_text()
    # What was not installed is tried again.
    assert "Installing" in setup(made, PIP_INDEX_URL="http://127.0.0.1:9/simple").stdout
    (made / "requirements.txt").write_text(requirements)
    assert setup(made).returncode == 0


def test_environment_that_does_not_work_is_made_again(made):
    # In another folder: the scripts in .venv name the one they were made in.
    project = made.parent / "copy"
    shutil.copytree(made, project, symlinks=True)
    assert "Making .venv" in setup(project).stdout
    assert setup(project).stdout == ""

    # What an interruption leaves behind: no stamp, and half a pip.
    (project / ".venv" / ".installed").unlink()
    [pip] = (project / ".venv" / "lib").glob("python*/site-packages/pip")
    shutil.rmtree(pip / "_internal")
    assert "Making .venv" in setup(project).stdout
    assert setup(project).stdout == ""

    # The Python that it was made with is gone.
    for python in (project / ".venv" / "bin").glob("python*"):
        python.unlink()
    (project / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    result = setup(project)
    assert result.returncode == 0, result.stderr
    assert "Making .venv" in result.stdout
