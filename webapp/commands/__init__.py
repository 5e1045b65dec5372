"""The parts of `kangyue` that belong to no room: serving and the database."""
