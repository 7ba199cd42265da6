"""What is true, and every way to change it."""

import sys

# peewee imports psycopg wherever it is installed, which takes as long as all the rest of opening a file. It goes
# without; models/store/postgres.py brings it when an address asks for PostgreSQL.
sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]  # None is Python's word for "not to be imported"
