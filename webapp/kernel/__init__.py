"""The shared technical core. It knows no business word."""
