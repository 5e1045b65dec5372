"""Complaints and staff accountability: answered on time, fair to the accused."""
