"""What a person sees first: the public pages, Today, Health, Services, Me. It composes; it owns no table."""
