"""The credit rules that a new school starts with, switched off, and the year's target."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _parsed() -> dict[str, Any]:
    return tomllib.loads((resources.files("data.defaults") / "credits.toml").read_text("utf-8"))


def default_target_x100() -> int:
    """The credits of training that a school year asks for, in hundredths."""
    return round(_parsed()["target"] * 100)


@cache
def default_credit_rules() -> tuple[dict[str, Any], ...]:
    """Each as the fields of a row of the table, in the order to show them."""
    return tuple(
        {
            "code": entry["code"],
            "title": entry["title"],
            "list_kind": entry.get("list", "training"),
            "source": entry["source"],
            "level": entry.get("level", ""),
            "per": entry.get("per", "piece"),
            "points_x100": round(entry["points"] * 100),
            **{f"cap_{name}_x100": _cap(entry.get(name)) for name in ("each", "term", "year")},
            "only_highest": entry.get("same", ""),
            "clause": "六.5",
            "is_active": True,
            "note": "",
            "sort_no": (place + 1) * 10,
        }
        for place, entry in enumerate(_parsed()["rule"])
    )


def _cap(points: float | None) -> int:
    return -1 if points is None else round(points * 100)
