"""The outside world: a Protocol for each, a console version, and a real one where there is one."""
