"""The tables. `ALL` lists every one, parents before children."""

from models.tables import log, people  # isort: skip
from models.tables import lessons  # isort: skip  # after the people that its rows point at
from models.tables.base import ALL

__all__ = ["ALL", "lessons", "log", "people"]
