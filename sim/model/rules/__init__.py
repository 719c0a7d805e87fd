"""The rules, one room per phase of the week; the deciding ones one room per kind of actor."""
