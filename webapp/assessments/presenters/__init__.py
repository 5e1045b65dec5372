"""Assessments in words: for the client's report and for the desk."""
