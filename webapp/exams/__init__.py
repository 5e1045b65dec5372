"""Exams: sessions, bookings and the results of the yearly exam (B1–B6, B10, X1)."""
