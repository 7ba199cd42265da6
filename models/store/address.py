"""A school on a PostgreSQL server: which server, which database, which schema."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from data.words import t
from models.store.errors import StoreUnsupported

SCHEMES = ("postgresql", "postgres")
SCHEMA = "yanxiu"
"""The schema of a database with one school, where the address names none."""

_UNFIT = re.compile(r"[^\w.-]+")
"""What does not go into a file's name."""
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,57}")
_BEGINNING = re.compile(r"postgres(ql)?:", re.IGNORECASE)
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]*\]|[^\[\]:@]*)(:\d{0,5})?")
_LAST_PORT = 65535
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SECRET = re.compile(r"password|secret|token", re.IGNORECASE)
"""Names of settings that nobody is to see: password, sslpassword, oauth_client_secret."""


def is_server(address: str | Path) -> bool:
    """Whether that is the address of a database on a server rather than a file's."""
    return isinstance(address, str) and address.partition("://")[0] in SCHEMES and "://" in address


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """``url`` is as libpq takes it, with whatever password it carries; ``schema`` the school's own name space."""

    url: str = field(repr=False)
    schema: str

    def __str__(self) -> str:
        """As a person may see it: without a password."""
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        query = [(key, value) for key, value in parse_qsl(parts.query) if not _SECRET.search(key)]
        query.append(("schema", self.schema))
        netloc = f"{user.partition(':')[0]}{at}{host}"
        return _whole(netloc, parts.path, query)

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
        _, _, hosts = parts.netloc.rpartition("@")
        if "," in hosts:  # one database behind several addresses
            host, port = hosts.lower(), ""
        else:
            host, port = parts.hostname or said.get("host") or "local", parts.port or said.get("port") or 5432
        where = f"{host}-{port}-{unquote(parts.path).strip('/')}-{self.schema}"
        return user_data_path("yanxiu") / "servers" / f"{_UNFIT.sub('-', where).strip('-')}.db"


def server_address(address: str) -> ServerAddress:
    """What an address like ``postgresql://user@host:port/db?schema=NAME`` says. Raises StoreUnsupported."""
    parts = _parted(address)
    query = parse_qsl(parts.query)
    schema = next((value for key, value in query if key == "schema"), SCHEMA)
    rest = [(key, value) for key, value in query if key != "schema"]
    return ServerAddress(_whole(parts.netloc, parts.path, rest), SCHEMA).of(schema)


def looks_like_a_server(address: str) -> bool:
    """Whether somebody meant a server's address, even where they mistyped its beginning."""
    return bool(_BEGINNING.match(address))


def _parted(address: str) -> SplitResult:
    """The parts of an address in which every sign means one thing.

    A password with a bare ``/ ? # @ %`` parts the address elsewhere than its writer meant, and then half of it would be
    shown as a host or a database, here or in the driver's words. Raises StoreUnsupported, which shows none of it.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:  # half a pair of brackets
        raise StoreUnsupported(t("store.bad_address")) from error
    hosts = parts.netloc.rpartition("@")[2].split(",")
    torn = parts.netloc.count("@") > 1 or "@" in parts.path + parts.query or "#" in address
    if torn or _BAD_PERCENT.search(address) or not all(map(_is_host, hosts)):
        raise StoreUnsupported(t("store.bad_address"))
    return parts


def _whole(netloc: str, path: str, query: Sequence[tuple[str, str]]) -> str:
    """The address again. `urlunsplit` would leave '//' out where no host is named, and nobody could read it back."""
    return f"postgresql://{netloc}{path}{'?' if query else ''}{urlencode(query, safe='/')}"


def _is_host(text: str) -> bool:
    """'', 'db', 'db:5432', '[::1]:5432', …"""
    found = _HOST.fullmatch(text)
    return found is not None and int((found[2] or ":0")[1:] or 0) <= _LAST_PORT
