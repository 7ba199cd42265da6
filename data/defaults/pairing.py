"""What a mentor pair owes and how it is evaluated, where a school says nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


def default_duties() -> list[tuple[str, int, str]]:
    """Each duty with how often it is owed: (code, number, 'month', 'term' or 'year')."""
    return [(entry["duty"], entry["number"], entry["per"]) for entry in _parsed()["duty"]]


def default_evaluation() -> Mapping[str, Any]:
    """The numbers of the evaluation."""
    return _parsed()["evaluation"]


@cache
def _parsed() -> dict[str, Any]:
    return tomllib.loads((resources.files("data.defaults") / "pairing.toml").read_text("utf-8"))
