"""What may happen to a booking and what a result means. Standard library and toolbox only."""
