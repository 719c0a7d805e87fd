"""Twotrack: what strategies of negotiation from strength do on the Korean peninsula, by simulation."""

__version__ = "0.1.0"
