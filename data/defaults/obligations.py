"""The obligations that a new school starts with."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

_USUAL: dict[str, Any] = {
    "measure": "",
    "number": 1,
    "unit": "count",
    "binds": "all",
    "bound": "",
    "warn_days": 7,
    "weight": 1,
    "note": "",
}


@cache
def default_obligations() -> tuple[dict[str, Any], ...]:
    """Each as the fields of a row of the table, in the order to show them."""
    parsed = tomllib.loads((resources.files("data.defaults") / "obligations.toml").read_text("utf-8"))
    return tuple(
        {**_USUAL, **entry, "is_active": True, "sort_no": (place + 1) * 10}
        for place, entry in enumerate(parsed["obligation"])
    )
