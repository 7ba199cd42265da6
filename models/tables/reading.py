"""Rows of a query as plain values: peewee's own types say that every query gives models."""

from __future__ import annotations

from typing import Any


def tuples(query: Any) -> list[tuple[Any, ...]]:
    """Every row of a select query as a tuple of its columns; read completely, so that no cursor stays open."""
    return list(query.tuples())


def dicts(query: Any) -> list[dict[str, Any]]:
    """Every row of a select query by field name."""
    return list(query.dicts())
