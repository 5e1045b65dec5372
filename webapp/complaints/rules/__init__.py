"""The complaint specification as data and pure functions. Standard library and toolbox only."""
