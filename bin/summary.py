"""The last lines of `make test`: each run's counts, and what did not run, from pytest's reports."""

import os
import sys
from collections import Counter
from xml.etree import ElementTree  # pytest wrote it a moment ago.


def main(reports: list[str]) -> int:
    total = Counter(passed=0, failed=0, skipped=0)
    skipped: Counter[str] = Counter()
    # A run that broke before its first test left no report; the shell then passes its pattern.
    for report in sorted(filter(os.path.exists, reports)):
        suite = ElementTree.parse(report).getroot().find("testsuite")  # noqa: S314
        counts = Counter(passed=0, failed=0, skipped=0)
        for case in suite.iter("testcase"):
            skip = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                counts["failed"] += 1
            elif skip is not None:
                counts["skipped"] += 1
                skipped[f"{suite.get('name')}: {skip.get('message')}"] += 1
            else:
                counts["passed"] += 1
        print(f"{suite.get('name')}: {counts_line(counts)}")
        total += counts
    for reason, number in skipped.items():
        print(f"skipped {number} × {reason}")
    print(counts_line(total))
    return 0 if total["passed"] and not total["failed"] else 1


def counts_line(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in ("passed", "failed", "skipped"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
