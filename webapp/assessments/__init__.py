"""Assessments: from answers and results to the six-part report (product page §7)."""
