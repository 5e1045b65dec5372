"""The company: branches, staff and their standing, institutions and agreements, working days."""
