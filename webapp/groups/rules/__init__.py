"""The room's rules: what is counted, what may be told of it, and what follows. Standard library only."""
