"""Small factories: they call services, never insert."""
