"""The groups that a new school starts with, and the rule who belongs to its leading group."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class GroupDefault:
    """A group of staff; ``kind`` is a code of the list 'group_kind'."""

    kind: str
    name: str
    digits: str


@dataclass(frozen=True, slots=True)
class LeadingLine:
    """One line of the rule who leads: the ``role`` and ``duty`` of whoever holds a position, heads a group of a kind,
    or has an honour named here (codes of 'position', 'group_kind' and 'honour_title')."""

    role: str
    duty: str = ""
    positions: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()


def default_groups() -> list[GroupDefault]:
    """The groups in the order to show them."""
    return [GroupDefault(**entry) for entry in _parsed()["group"]]


def leading_rule() -> list[LeadingLine]:
    """The lines of the rule, the first that fits deciding."""
    return [_line(entry) for entry in _parsed()["leading"]]


def _line(entry: dict[str, Any]) -> LeadingLine:
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return LeadingLine(**facts)


@cache
def _parsed() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((resources.files("data.defaults") / "groups.toml").read_text("utf-8"))
