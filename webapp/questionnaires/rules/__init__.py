"""The rules of questionnaires: standard library and toolbox only, no day, no database, no web."""
