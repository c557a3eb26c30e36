"""`manage.py verify_files`: whether the rows and the private storage agree, file by file."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from network.core.files import discard, size_in_words
from network.core.files.checking import Count, Finding, Orphan, check_rows, orphan_named, orphans
from network.documents.operations import miscounted_spaces, recount_spaces

# The row of a younger one may still be on its way.
OLD_ENOUGH = timedelta(days=1)
_SENTENCES = {
    "missing": "{name} is missing.",
    "unreadable": "{name} cannot be read: {found}",
    "size": "{name} has {found} bytes, and had {expected}.",
    "content": "{name} has another content: its SHA-256 is {found}, and was {expected}.",
}
_HEAD = "orphans of the private storage"


class Command(BaseCommand):
    help = (
        "Reads every file that the network keeps and compares it with what is known of it; names "
        "what is missing, what has changed, and what no row names. Changes nothing unless told so; "
        "ends with 1 where something is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fast", action="store_true", help="compare sizes; read no file")
        parser.add_argument(
            "--names", action="store_true", help="say what things are called, not only their number"
        )
        parser.add_argument(
            "--fix-space", action="store_true", help="count anew how much room each group takes"
        )
        parser.add_argument(
            "--list-orphans", metavar="FILE", type=Path, help="write down what no row names"
        )
        parser.add_argument(
            "--delete-orphans",
            metavar="FILE",
            type=Path,
            help="delete what --list-orphans wrote there and no row names still; check nothing",
        )

    def handle(self, **options: Any) -> None:
        # Its output is for whoever runs the site, in one language.
        with translation.override("en"):
            if options["delete_orphans"]:
                self.delete(options["delete_orphans"])
            else:
                self.verify(**options)

    def verify(self, **options: Any) -> None:
        seen = Count()
        wrong = 0
        for finding in check_rows(is_fast=options["fast"], seen=seen):
            self.stdout.write(_described(finding, options["names"]))
            wrong += 1
        found = self.list_orphans(options["list_orphans"])
        wrong += found + self.check_spaces(options["fix_space"])
        verb = "Looked at" if options["fast"] else "Read"
        self.stdout.write(f"{verb} {seen.files} files, {size_in_words(seen.size)}.")
        if wrong:
            raise CommandError(f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong.")
        self.stdout.write("Everything is as it should be.")

    def list_orphans(self, target: Path | None) -> int:
        count = 0
        with target.open("w") if target else nullcontext() as listing:
            _write(listing, {"what": _HEAD, "at": timezone.now().isoformat()})
            for orphan in orphans(before=timezone.now() - OLD_ENOUGH):
                self.stdout.write(
                    f"No row names {orphan.name} ({size_in_words(orphan.size)}, there since "
                    f"{orphan.modified[:10]})."
                )
                _write(listing, asdict(orphan))
                count += 1
        return count

    def check_spaces(self, is_to_be_fixed: bool) -> int:
        wrong = recount_spaces() if is_to_be_fixed else miscounted_spaces()
        for space in wrong:
            self.stdout.write(
                f"Group {space.group}: {space.counted} bytes are counted as taken, and its files "
                f"have {space.found}{'; counted anew' if is_to_be_fixed else ''}."
            )
        return 0 if is_to_be_fixed else len(wrong)

    def delete(self, source: Path) -> None:
        """Only what the list says, and only what is still as the list says it."""
        count = kept = 0
        for listed in _read(source):
            found = orphan_named(listed.name, before=timezone.now() - OLD_ENOUGH)
            if found == listed:
                discard(listed.name)
                self.stdout.write(f"Deleted {listed.name}.")
                count += 1
            else:
                self.stdout.write(f"Kept {listed.name}: it is not what was listed any more.")
                kept += 1
        self.stdout.write(f"{count} files deleted, {kept} kept or gone already.")


def _write(listing: TextIO | None, line: dict[str, Any]) -> None:
    if listing:
        listing.write(json.dumps(line) + "\n")


def _described(finding: Finding, with_names: bool) -> str:
    row = f"{finding.model._meta.object_name} {finding.pk}"
    if with_names:
        row += f" ({finding.model._base_manager.filter(pk=finding.pk).first()})"
    sentence = _SENTENCES[finding.kind].format(
        name=finding.name, found=finding.found, expected=finding.expected
    )
    return f"{row}: {sentence}"


def _read(source: Path) -> Iterator[Orphan]:
    """What a list names. Raises CommandError for a file that is none, before anything is done."""
    refusal = CommandError(f"{source} is not a list that --list-orphans has written.")
    try:
        head, *rows = [json.loads(line) for line in source.read_text().splitlines()]
        is_list = head["what"] == _HEAD and bool(datetime.fromisoformat(head["at"]))
        listed = [Orphan(**row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise refusal from error
    if not is_list:
        raise refusal
    yield from listed
