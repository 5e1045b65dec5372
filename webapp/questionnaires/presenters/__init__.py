"""From drafts and responses to what pages show."""
