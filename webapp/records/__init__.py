"""The record: one timeline a person, measurements, and who looked at it."""
