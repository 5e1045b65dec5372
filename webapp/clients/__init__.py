"""Clients: who they are, who looks after them, who served them, what they agreed to."""
