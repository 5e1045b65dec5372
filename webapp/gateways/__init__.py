"""The outside world: a Protocol, a console version and a real one for each."""
