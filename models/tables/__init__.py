"""The tables. `ALL` lists every one, parents before children."""

from models.tables import log, people
from models.tables.base import ALL

__all__ = ["ALL", "log", "people"]
