"""Cases in words, links and tones for the templates."""
