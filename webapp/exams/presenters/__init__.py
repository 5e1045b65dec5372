"""Models into words, links and tones for the room's templates."""
