"""One published model a file: its source, its table and one pure function."""
