"""The tables. `ALL` lists every one, parents before children."""

from models.tables import log, people  # isort: skip
from models.tables import accounts, lessons  # isort: skip  # after the people that their rows point at
from models.tables import pairing, reflections  # isort: skip  # after the lessons that their rows point at
from models.tables import owed, records  # isort: skip
from models.tables import credits, plan  # isort: skip
from models.tables.base import ALL

__all__ = [
    "ALL",
    "accounts",
    "credits",
    "lessons",
    "log",
    "owed",
    "pairing",
    "people",
    "plan",
    "records",
    "reflections",
]
