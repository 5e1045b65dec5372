"""Models and rules into words, links and tones."""
