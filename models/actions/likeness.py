"""What of a reflection stands in others already: in the author's own earlier ones, in those of colleagues, in those of
earlier years; with the passages side by side. A share with its method, for the author first and for the office; what it
means they decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data.words import t
from models.actions.reflection_pieces import Piece, pieces
from models.actions.reflections import teacher_id
from models.actions.reflections_finding import is_small
from models.rules.likeness import RUN, Passage, counted, covered, passages, print_keys, share
from models.rules.rights import Scope
from models.rules.search_words import Excerpt, excerpt
from models.rules.terms import term_of
from models.store.errors import NotAllowed
from models.store.text_index import TextIndex
from models.tables.reading import tuples
from models.tables.reflections import Reflection, ReflectionText

if TYPE_CHECKING:
    from models.actions.desk import Desk

OWN, PEER, EARLIER = "own", "peer", "earlier"
"""Whose text another is: the author's own, a colleague's of the same school year, one of another year."""
_COMPARED = 24
_LEAST_SHARE = 3  # in the hundred; below that everybody is like everybody
_LONG_PASSAGE = 40  # characters that are worth a look whatever the share
_AROUND = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """The same words in both texts, each with a little of what stands around them."""

    own: Excerpt
    other: Excerpt
    characters: int


@dataclass(frozen=True, slots=True)
class Like:
    """Another reflection with the share of this one that stands in it. ``piece`` is None for an author who may not
    know whose it is. ``is_later`` is for what came after this one."""

    relation: str
    percent: int
    characters: int
    pairs: tuple[Pair, ...]
    kind: str
    month: str
    is_later: bool
    piece: Piece | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was found: ``percent`` of the ``characters`` compared stand in at least one of those that came before."""

    percent: int
    characters: int
    likes: tuple[Like, ...]
    run: int = RUN

    @property
    def method(self) -> str:
        """How the percentage came about, in a sentence."""
        return t("likeness.method", run=RUN, characters=self.characters)


def told(found: Likeness) -> str:
    """What was found in a short sentence, for the author at hand-in and for the office."""
    before = [like for like in found.likes if not like.is_later]
    if not before:
        return t("likeness.nothing")
    return t("likeness.told", count=len(before), most=max(like.percent for like in before), whole=found.percent)


@dataclass(frozen=True, slots=True)
class _Other:
    id: int
    teacher: int | None
    kind: str
    month: str
    day: str
    received_at: str
    body: str


def likeness_of(desk: Desk, reflection: int) -> Likeness | None:
    """What of that reflection stands in others; None while the index is not there and too big to be made on the way
    (`reflections_finding.prepare` makes it). For its author and the office: raises NotAllowed for everybody else,
    LookupError for one that is gone."""
    this = next(iter(_others([reflection])), None)
    if this is None:
        raise LookupError(reflection)
    ensure_author_or_office(desk, this.teacher)
    return _compared(desk, this)


def likeness_of_text(desk: Desk, body: str, teacher: str, reflection: int | None = None) -> Likeness | None:
    """The same of a text that is not handed in yet, by that teacher (a staff number); the piece ``reflection`` that it
    will become does not count."""
    author = teacher_id(teacher)
    ensure_author_or_office(desk, author)
    return _compared(desk, _Other(reflection or 0, author, "", "", desk.today.isoformat(), "9", body))


def ensure_author_or_office(desk: Desk, teacher: int | None) -> None:
    """Raises NotAllowed for anybody but the author and those who see all."""
    own = desk.store.actor.teacher_id
    if desk.sight.ensure("reflections") is not Scope.ALL and (own is None or own != teacher):
        raise NotAllowed(t("likeness.not_yours"))


def _compared(desk: Desk, this: _Other) -> Likeness | None:
    keys = print_keys(this.body)
    whole = counted(this.body)
    if not keys:
        return Likeness(0, whole, ())
    index = TextIndex(desk.store)
    near = index.alike(keys, _COMPARED + 1)
    if near is None and is_small(desk) and index.build():
        near = index.alike(keys, _COMPARED + 1)
    if near is None:
        return None
    others = _others([other for other, _ in near if other != this.id])
    found: list[tuple[_Other, list[Passage]]] = [(other, passages(this.body, other.body)) for other in others]
    kept = [(other, same) for other, same in found if _is_worth_a_look(same, whole)]
    earlier = [each for other, same in kept if not _is_later(this, other) for each in same]
    known = {piece.id: piece for piece in pieces(desk, [other.id for other, _ in kept])}
    sees_all = desk.sight.ensure("reflections") is Scope.ALL
    likes = [_like(this, other, same, whole, _shown(known.get(other.id), sees_all)) for other, same in kept]
    likes.sort(key=lambda like: (like.is_later, -like.percent))
    return Likeness(share(covered(earlier, this.body), whole), whole, tuple(likes))


def _shown(piece: Piece | None, sees_all: bool) -> Piece | None:
    return piece if piece is not None and (sees_all or piece.readable) else None


def _is_worth_a_look(same: Sequence[Passage], whole: int) -> bool:
    if not same:
        return False
    longest = max(each.characters for each in same)
    return longest >= _LONG_PASSAGE or share(sum(each.characters for each in same), whole) >= _LEAST_SHARE


def _like(this: _Other, other: _Other, same: Sequence[Passage], whole: int, piece: Piece | None) -> Like:
    characters = sum(each.characters for each in same)
    around = _AROUND if piece is not None else 0  # of what is not theirs an author sees their own words only
    pairs = tuple(
        Pair(
            excerpt(this.body, [(each.start, each.end)], _AROUND),
            excerpt(other.body, [(each.other_start, each.other_end)], around),
            each.characters,
        )
        for each in same
    )
    return Like(
        _relation(this, other),
        share(characters, whole),
        characters,
        pairs,
        other.kind,
        other.month,
        _is_later(this, other),
        piece,
    )


def _relation(this: _Other, other: _Other) -> str:
    if this.teacher is not None and this.teacher == other.teacher:
        return OWN
    return PEER if _school_year(this.day) == _school_year(other.day) else EARLIER


def _school_year(day: str) -> str:
    return term_of(date.fromisoformat(day)).partition("-")[0]


def _is_later(this: _Other, other: _Other) -> bool:
    return (other.received_at, other.id) > (this.received_at, this.id or 1 << 62)


def _others(ids: Sequence[int]) -> list[_Other]:
    query = (
        Reflection.select(
            Reflection.id,
            Reflection.teacher,
            Reflection.kind,
            Reflection.month,
            Reflection.handed_in_on,
            Reflection.received_at,
            ReflectionText.body,
        )
        .join(ReflectionText, on=(ReflectionText.reflection == Reflection.id))
        .where(Reflection.id.in_(list(ids)))
    )
    rows = {
        row_id: _Other(row_id, teacher, kind, month, day or at[:10], at, body)
        for row_id, teacher, kind, month, day, at, body in tuples(query)
    }
    return [rows[one] for one in ids if one in rows]
