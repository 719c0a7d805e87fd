"""Language that rules are written in: columns, random streams, parameters, rules; and errors of users."""
