"""Groups: a company with a contract, its members, its contact person, and the yearly group report (S6)."""
