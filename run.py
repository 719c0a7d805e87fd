"""Runs Twotrack from a checkout: `python run.py compare`."""

from sim.cli import main

if __name__ == "__main__":
    main()
