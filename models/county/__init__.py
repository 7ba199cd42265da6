"""All schools of one database on a PostgreSQL server, looked at together and never written to."""
