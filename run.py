"""Runs Twotrack from a checkout: `python run.py compare`."""

from sim.__main__ import main

if __name__ == "__main__":
    main()
