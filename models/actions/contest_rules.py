"""What the school has said about its contests: which scores are dropped, and for which part an award is proposed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from models.rules.contests import USUAL_SHARES, ContestRules
from models.tables.people import Setting
from models.tables.reading import tuples


def contest_rules() -> ContestRules:
    """The setting 'contests', as usual where nothing was said."""
    rows = tuples(Setting.select(Setting.value).where(Setting.key == "contests"))
    said = json.loads(rows[0][0]) if rows else {}
    if not isinstance(said, Mapping):
        return ContestRules()
    shares = {award: said.get(award, usual) for award, usual in USUAL_SHARES.items()}
    return ContestRules(said.get("drop", 0), shares)
