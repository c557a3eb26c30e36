"""
Whether the tests notice a rule that says yes to everybody.

    .venv/bin/python bin/mutate.py [WORD]

In turn, each rule of the plugin (`can_…` in a `rules.py`) and each `visible_to` answers "yes" or
"everything", in a copy of the project, and the plugin's tests run until one fails. The last line is
the score; what nobody noticed is named, and makes the command fail. WORD keeps to the rules whose
name has it.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
# Those that police the whole come first: they notice most.
TESTS = ["tests/network/test_access.py", "tests/network/test_canaries.py", "tests/network"]


@dataclass(frozen=True)
class Rule:
    """A function that says who may, and the line its body begins at."""

    path: Path
    name: str
    line: int
    indent: int
    answer: str

    def __str__(self) -> str:
        return f"{self.path}: {self.name}"


def rules() -> Iterator[Rule]:
    """Every rule and every `visible_to` of the plugin."""
    for path in sorted((PROJECT / "network").rglob("*.py")):
        relative = path.relative_to(PROJECT)
        module = ast.parse(path.read_text())
        for owner in (module, *(node for node in module.body if isinstance(node, ast.ClassDef))):
            for node in owner.body:
                if not isinstance(node, ast.FunctionDef):
                    continue
                name = f"{owner.name}.{node.name}" if isinstance(owner, ast.ClassDef) else node.name
                if node.name == "visible_to":
                    answer = "self.all()"
                elif path.name == "rules.py" and node.name.startswith("can_"):
                    answer = "True"
                else:
                    continue
                # What is for everybody anyway is no secret.
                if ast.unparse(node.body[-1]) != f"return {answer}" or len(node.body) > 2:
                    first = node.body[0]
                    yield Rule(relative, name, first.lineno, first.col_offset, answer)


def copy(folder: Path) -> None:
    """The project's own files, as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, folder / name)


def is_noticed(folder: Path, rule: Rule | None) -> bool:
    """Whether a test fails with this rule saying yes; without one, whether one fails anyway."""
    if rule:
        path = folder / rule.path
        source = path.read_text()
        lines = source.splitlines(keepends=True)
        # Before whatever the body begins with, its docstring too.
        lines.insert(rule.line - 1, f"{' ' * rule.indent}return {rule.answer}\n")
        path.write_text("".join(lines))
    try:
        # The pins of the environment this runs in, and nothing compiled of another rule.
        result = subprocess.run(
            [
                *(sys.executable, "-B", "-m", "pytest", "--ds=tests.stranger.settings"),
                # Rights do not depend on the language: once is enough.
                *("-x", "-q", "-m", "not once", "-p", "no:cacheprovider", *TESTS),
            ],
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    finally:
        if rule:
            path.write_text(source)
    if result.returncode not in (0, 1):
        raise SystemExit(f"pytest could not run (it ended with {result.returncode}).")
    return result.returncode == 1


def main(word: str = "") -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        if is_noticed(folder, None):
            print("The tests fail as they are: mend them first.")
            return 1
        chosen = [rule for rule in rules() if word in str(rule)]
        survivors = []
        for rule in chosen:
            noticed = is_noticed(folder, rule)
            print(f"{'noticed  ' if noticed else 'UNNOTICED'}  {rule}", flush=True)
            survivors += [] if noticed else [rule]
    minutes = (time.monotonic() - begun) / 60
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} noticed, in {minutes:.0f} minutes")
    return 1 if survivors or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
