"""Plans: what is sold, what it contains, what it costs, and who has bought it."""
