"""The pure rules of assessments: standard library and toolbox only; nothing here knows the day or the database."""
