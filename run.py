"""Runs Twotrack from a checkout: `python run.py compare`."""

import sys

try:
    from sim.cli import main
except ModuleNotFoundError as missing:
    sys.stderr.write(f"{missing.name} is not installed: run `make compare`, or see README.md\n")
    sys.exit(2)

if __name__ == "__main__":
    main()
