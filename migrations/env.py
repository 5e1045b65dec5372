"""How Alembic reaches our database; it runs inside `kangyue db …` with the application at hand."""

from alembic import context
from flask import current_app

from webapp.kernel.db import Model, db


def run() -> None:
    """Migrate in one transaction; SQLite changes tables in batches."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if current_app:
    run()
