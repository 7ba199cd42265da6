"""What each of the staff owes of one count in a window, without counting anything."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.owed.ground import Ground
from models.actions.owed.measures import MEASURES
from models.actions.owed.obligations import LetOff, obligations
from models.rules.obligations import applying, owed_of, windows


def quotas(desk: Desk, measure: str, per: str = "term", key: str = "") -> dict[str, int]:
    """The number of each of the staff by staff number, in the window of that key ('': the first, a term's only one); 0
    for whom no obligation of that measure binds, or who was let off. {} without such a window in the present term, or
    where the school keeps no obligation of that measure."""
    term = desk.term
    kept = [one for one in obligations() if one.measure == measure and one.per == per]
    if term is None or not kept:
        return {}
    ground, let_off = Ground(desk, term), LetOff()
    window = next((one for one in windows(per, ground.calendar, term.ends_on) if key in ("", one.key)), None)
    if window is None:
        return {}
    days = MEASURES[measure].days(ground, window)
    return {
        number: sum(owed_of(one.number, days, let_off.spans(number, one)) for one in applying(kept, who))
        for number, who in ground.bound.items()
    }


def usual_number(measure: str, otherwise: int) -> int:
    """What everybody owes of that measure in its window, as the school's obligations say."""
    kept = [one for one in obligations() if one.measure == measure]
    return next((one.number for one in sorted(kept, key=lambda one: one.narrowness)), otherwise)
