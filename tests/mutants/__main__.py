"""`python -m tests.mutants`: which share of small slips the tests see, and the slips that none does."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable

from tests.mutants import of_modules, of_rules
from tests.mutants.of_rules import Judged

MODULES = {
    "verdicts": ("sim/results/verdicts.py", "tests/results/test_verdicts.py"),
    "what_matters": ("sim/results/what_matters.py", "tests/results/test_verdicts.py"),
}


def told(name: str, found: Iterable[Judged]) -> bool:
    started, seen, missed = time.monotonic(), 0, list[Judged]()
    for each in found:
        seen += each[2]
        missed += [] if each[2] else [each]
    count = seen + len(missed)
    share = seen / count if count else 1
    seconds = time.monotonic() - started
    sys.stdout.write(f"{name}: {seen:,} of {count:,} mutants seen ({share:.1%}), {seconds:.0f} s\n")
    sys.stdout.writelines(f"  {key} {words}\n" for key, words, _ in missed)
    by_key = Counter(key for key, _, _ in missed)
    sys.stdout.write(f"  not seen by place: {dict(by_key.most_common(12))}\n" if by_key else "")
    return share >= 0.95


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", nargs="*", default=["rules", *MODULES])
    options.add_argument("--every", type=int, default=1, help="of a module one mutant in so many")
    asked = options.parse_args()
    holds = [
        told(name, of_rules.judged() if name == "rules" else of_modules.judged(*MODULES[name], asked.every))
        for name in asked.what
    ]
    return int(not all(holds))


if __name__ == "__main__":
    sys.exit(main())
