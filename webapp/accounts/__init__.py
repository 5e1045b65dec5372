"""Accounts: who can sign in, how, from which devices, and how far they reach."""
