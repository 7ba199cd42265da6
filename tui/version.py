"""Which version of the program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """'0.1.0'; '0' when run from a folder that was never installed."""
    try:
        return installed("yanxiu")
    except PackageNotFoundError:
        return "0"
