"""Faults: what a phone keeps and sends while networks, servers and batteries fail. `make faults` runs all of it."""
