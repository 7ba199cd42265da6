"""The first version: every table, as the models have it. Runs in empty files only, so it needs no frozen copy."""

from models.store.schema import create_tables


def up(migrator, db):
    create_tables(db)
