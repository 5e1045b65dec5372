"""A company's list of people: read from a table, matched with who is known, compared with the roster (P5)."""
