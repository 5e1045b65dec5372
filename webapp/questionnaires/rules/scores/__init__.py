"""Scores: named, versioned functions with a trace (Q7). A missing answer gives no score, never a low one."""
