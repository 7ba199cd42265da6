"""The evaluation forms that a new school starts with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemDefault:
    """One line of a form: the heading above it, what is looked at, its highest score, and for a timed one the kind of
    work and from how many minutes on how many points."""

    section: str
    words: str
    most: int
    timed: str = ""
    limits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FormDefault:
    """A form. ``bands`` is '90/75/60'; ``required`` are codes of 'form_text'; ``bonus`` points, 0 for none."""

    code: str
    zh: str
    en: str
    subject: str
    lesson_kind: str
    bands: str
    required: tuple[str, ...]
    bonus: int
    items: tuple[ItemDefault, ...]


@cache
def default_forms() -> tuple[FormDefault, ...]:
    """The forms in the order to propose them."""
    parsed = tomllib.loads((resources.files("data.defaults") / "forms.toml").read_text("utf-8"))
    return tuple(_form(entry) for entry in parsed["form"])


def _form(entry: dict[str, Any]) -> FormDefault:
    facts = {**entry, "required": tuple(entry["required"]), "items": tuple(map(_item, entry["item"]))}
    del facts["item"]
    return FormDefault(**facts)


def _item(entry: dict[str, Any]) -> ItemDefault:
    return ItemDefault(**{**entry, "limits": tuple((start, points) for start, points in entry.get("limits", ()))})
