"""Diet plans: written by a nutritionist, published as versions, read and followed on the phone."""
