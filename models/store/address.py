"""A school on a PostgreSQL server: which server, which database, which schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from data.words import t
from models.store.errors import StoreUnsupported

SCHEMES = ("postgresql", "postgres")
SCHEMA = "yanxiu"
"""The schema of a database with one school, where the address names none."""

_UNFIT = re.compile(r"[^\w.-]+")
"""What does not go into a file's name."""
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,57}")


def is_server(address: str | Path) -> bool:
    """Whether that is the address of a database on a server rather than a file's."""
    return isinstance(address, str) and address.partition("://")[0] in SCHEMES and "://" in address


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """``url`` is as libpq takes it, with whatever password it carries; ``schema`` the school's own name space."""

    url: str
    schema: str

    def __str__(self) -> str:
        """As a person may see it: without a password."""
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        query = [(key, value) for key, value in parse_qsl(parts.query) if key != "password"]
        query.append(("schema", self.schema))
        netloc = f"{user.partition(':')[0]}{at}{host}"
        return urlunsplit((parts.scheme, netloc, parts.path, urlencode(query, safe="/"), ""))

    def of(self, schema: str) -> ServerAddress:
        """Another school of the same database. Raises StoreUnsupported for a name that no school can have."""
        if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
            raise StoreUnsupported(t("store.bad_schema", name=schema))
        return ServerAddress(self.url, schema)

    @property
    def beside(self) -> Path:
        """Where this machine keeps what belongs beside a store: drop boxes and the like, under a name of its own."""
        from platformdirs import user_data_path

        parts = urlsplit(self.url)
        said = dict(parse_qsl(parts.query))
        host, port = parts.hostname or said.get("host") or "local", parts.port or said.get("port") or 5432
        where = f"{host}-{port}-{unquote(parts.path).strip('/')}-{self.schema}"
        return user_data_path("yanxiu") / "servers" / f"{_UNFIT.sub('-', where).strip('-')}.db"


def server_address(address: str) -> ServerAddress:
    """What an address like ``postgresql://user@host:port/db?schema=NAME`` says. Raises StoreUnsupported."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query)
    schema = next((value for key, value in query if key == "schema"), SCHEMA)
    rest = urlencode([(key, value) for key, value in query if key != "schema"], safe="/")
    return ServerAddress(urlunsplit(("postgresql", parts.netloc, parts.path, rest, "")), SCHEMA).of(schema)
