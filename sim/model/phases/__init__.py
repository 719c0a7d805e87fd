"""The phases of a week that happen to everybody, in the order of the week."""
