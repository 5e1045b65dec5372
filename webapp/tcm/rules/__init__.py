"""The rules of the yearly TCM record of older people (T1): standard library and toolbox only."""
