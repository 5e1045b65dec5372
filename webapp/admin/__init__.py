"""The desk pages that compose several rooms: clients and headquarters' administration. Owns no table."""
