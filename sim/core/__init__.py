"""The language that rules are written in: columns, random streams, parameters, rules, errors."""
