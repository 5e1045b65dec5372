"""The rules of diet plans (D1–D6): pure, the day is an argument."""
