"""What others have just done, in one line; and who they are."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import t
from models.actions.company import Here
from models.actions.news import News
from models.journal.history import local_time
from screens.kit.width import fitted

_NAME = 16  # cells
_NAMED = 2
"""People who are named; more are counted."""


def news_line(news: Sequence[News]) -> str:
    """'王秀英 改了 3 格，添了 1 行'; '' for nothing worth a line."""
    busy = [one for one in news if one.cells or one.added or one.removed]
    if not busy:
        return ""
    names = t("together.and").join(one.who for one in busy[:_NAMED])
    who = names if len(busy) <= _NAMED else t("together.more_people", names=names, count=len(busy))
    if any(one.more for one in busy):
        return t("together.much", who=who)
    counts = (
        ("together.cells", sum(one.cells for one in busy)),
        ("together.added", sum(one.added for one in busy)),
        ("together.removed", sum(one.removed for one in busy)),
    )
    did = t("together.comma").join(t(key, count=count) for key, count in counts if count)  # family together.*
    return t("together.news", who=who, did=did)


def who_is_here(people: Sequence[Here]) -> list[str]:
    """A line for each: name, screen, since when, and from which address."""
    return [
        f"{fitted(one.actor, _NAME)}  {fitted(place_title(one.place), _NAME)}  "
        f"{t('together.since', at=local_time(one.since).strftime('%H:%M'))}  {one.origin}"
        for one in people
    ]


def place_title(place: str) -> str:
    """The screen and the register on it, in words."""
    screen, _, register = place.partition("/")
    title = t(f"app.place.{screen}")  # family app.place.*
    return f"{title} {t(f'register.{register}')}" if register not in ("", screen) else title  # family register.*
