"""`python -m tests.faults --seeds 2000`: seeds of the fault simulator, and how often each took place."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.faults.simulator import Broken, run_seed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2000)
    options.add_argument("--first", type=int, default=0)
    asked = options.parse_args()
    started, took, broken = time.monotonic(), Counter[str](), 0
    for seed in range(asked.first, asked.first + asked.seeds):
        try:
            took.update(run_seed(seed).faults)
        except Broken as error:
            broken += 1
            sys.stdout.write(f"{error}\n")
    seconds = time.monotonic() - started
    sys.stdout.write(f"{asked.seeds:,} seeds from {asked.first}, {broken} broke a law, {seconds:.0f} s\n")
    sys.stdout.writelines(f"{count:7,}  {fault}\n" for fault, count in took.most_common())
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
