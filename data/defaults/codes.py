"""The code lists that a new school starts with: ranks, subjects, ethnic groups and the others."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class CodeDefault:
    """One entry of a code list: what is stored, shown in either language, typed, and read as the same.

    ``national`` is the entry's number in the national standard; '' where there is none.
    """

    code: str
    zh: str
    en: str
    digits: str
    aliases: tuple[str, ...] = ()
    national: str = ""


@cache
def code_lists() -> dict[str, list[CodeDefault]]:
    """Every list by its id ('sex', 'rank', …), its entries in the order to show them."""
    parsed = tomllib.loads((resources.files("data.defaults") / "codes.toml").read_text("utf-8"))
    return {
        list_id: [CodeDefault(**{**entry, "aliases": tuple(entry.get("aliases", ()))}) for entry in entries]
        for list_id, entries in parsed.items()
    }
