"""Finding reflections by what is written in them, over all years, within what whoever asks may read.

Where the filters leave little to read, it is read; otherwise the index beside the store is asked. Both give the same:
the newest first, each with the words where they stand. Drafts are not searched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import peewee as pw

from models.actions.reflection_pieces import Piece, Wanted, conditions, pieces
from models.rules.reflections import DRAFT
from models.rules.rights import Scope
from models.rules.search_words import LINE, Excerpt, excerpts, has_words, pattern, words_in
from models.store.text_index import MOST_PENDING, TextIndex, first_place, place_of, reflection_of
from models.tables.reading import tuples
from models.tables.reflections import Reflection, ReflectionText

if TYPE_CHECKING:
    from models.actions.desk import Desk

LITTLE = 500
"""So many texts, a term of sixty people, are read through in little more time than the index takes."""
PAGE = 40
MOST_COUNTED = 1_000
"""Beyond so many hits nobody wants to know how many exactly."""
EVERYTHING = Wanted(states=())
_LAST = (1 << 63) - 1
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A reflection that was found: ``title`` and the pieces of its text with the words marked."""

    piece: Piece
    title: Excerpt
    excerpts: tuple[Excerpt, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits. ``total`` counts up to `MOST_COUNTED`, ``words`` are what was looked for, and the next page comes
    ``before`` the last hit's place; None where there is none. ``read`` says that the texts were read one by one though
    they are many, because the index is not there yet: `prepare` makes it."""

    hits: tuple[Hit, ...]
    total: int
    words: tuple[str, ...]
    before: int | None = None
    read: bool = False

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.total >= MOST_COUNTED


def find(desk: Desk, typed: str, wanted: Wanted = EVERYTHING, before: int | None = None, limit: int = PAGE) -> Found:
    """The reflections with all the words typed, of those wanted; without a word simply those wanted. Raises
    NotAllowed."""
    words = words_in(typed)
    where = readable_conditions(desk, wanted)
    between = (first_place(wanted.since) if wanted.since else 0, (before or _LAST) - 1)
    few = Reflection.select(pw.SQL("1")).where(*where).limit(LITTLE + 1).count() <= LITTLE
    asked = None if few or not words else _asked(TextIndex(desk.store), words, where, between, limit)
    places, total = asked or _read(words, where, between, limit)
    return _found(desk, words, places, total, limit, read=asked is None and bool(words) and not few)


def prepare(desk: Desk, tell: Callable[[int, int], None] = lambda done, all_of_them: None, anew: bool = False) -> bool:
    """See that the index is there and up to date; ``anew`` makes it whatever there is. False where it cannot be
    written: everything works without it, more slowly."""
    index = TextIndex(desk.store)
    return (not anew and index.refresh()) or index.build(tell)


def is_small(desk: Desk) -> bool:
    """Whether the index of all there is can be made while somebody waits."""
    return Reflection.select(pw.SQL("1")).limit(MOST_PENDING + 1).count() <= MOST_PENDING


def readable_conditions(desk: Desk, wanted: Wanted) -> list[Any]:
    """The conditions of a query of `Reflection` for what is wanted and whoever asks may read. Raises NotAllowed."""
    found = [Reflection.state != DRAFT, *conditions(desk, wanted)]
    if desk.sight.ensure("reflections") is not Scope.ALL:
        own = desk.store.actor.teacher_id
        found.append(Reflection.is_shared | (Reflection.teacher == (-1 if own is None else own)))
    return found


# -- inside ------------------------------------------------------------------------------------------------------------


def _asked(
    index: TextIndex, words: Sequence[str], where: Sequence[Any], between: tuple[int, int], limit: int
) -> tuple[list[int], int] | None:
    condition, values = "", []
    if len(where) > 1:  # drafts are not in the index
        query = Reflection.select(pw.SQL("1")).where(Reflection.id == pw.SQL("r.id"), *where)
        sql, values = query.sql()
        condition = f"EXISTS ({sql})"
    return index.newest(words, condition, values, between, limit + 1, MOST_COUNTED)


def _read(words: Sequence[str], where: Sequence[Any], between: tuple[int, int], limit: int) -> tuple[list[int], int]:
    """The same by reading: what SQL's LIKE lets through is looked at with care, in the order wanted."""
    query = Reflection.select(Reflection.id, Reflection.handed_in_on, Reflection.received_at).where(*where)
    if words:
        query = query.join(ReflectionText, on=(ReflectionText.reflection == Reflection.id))
        for word in words:
            query = query.where((ReflectionText.body ** pattern(word)) | (Reflection.title ** pattern(word)))
    low, high = between
    places = sorted((place for row in tuples(query) if low <= (place := place_of(*row)) <= high), reverse=True)
    if not words:
        return places[: limit + 1], len(places)
    kept = list(islice(_with_words(places, words), MOST_COUNTED))
    return kept[: limit + 1], len(kept)


def _with_words(places: Sequence[int], words: Sequence[str]) -> Iterator[int]:
    for at in range(0, len(places), _CHUNK):
        part = places[at : at + _CHUNK]
        texts = _texts([reflection_of(place) for place in part])
        for place in part:
            title, body = texts.get(reflection_of(place), ("", ""))
            if has_words(f"{title}{LINE}{body}", words):
                yield place


def _texts(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    query = (
        Reflection.select(Reflection.id, Reflection.title, ReflectionText.body)
        .join(ReflectionText, on=(ReflectionText.reflection == Reflection.id))
        .where(Reflection.id.in_(list(ids)))
    )
    return {row_id: (title, body) for row_id, title, body in tuples(query)}


def _found(
    desk: Desk, words: Sequence[str], places: Sequence[int], total: int, limit: int, read: bool = False
) -> Found:
    page = places[:limit]
    known = {piece.id: piece for piece in pieces(desk, [reflection_of(place) for place in page])}
    texts = _texts(list(known)) if words else {}
    hits = []
    for place in page:
        if piece := known.get(reflection_of(place)):
            title, body = texts.get(piece.id, (piece.title, ""))
            marked = next(iter(excerpts(title, words, around=60, most=1)), Excerpt(title, ()))
            hits.append(Hit(piece, marked, tuple(excerpts(body, words)), place))
    before = page[-1] if len(places) > limit else None
    return Found(tuple(hits), max(total, len(hits)), tuple(words), before, read)


def all_wanted(desk: Desk, wanted: Wanted) -> list[int]:
    """The ids of all those wanted that whoever asks may see, readable or not, without drafts. Raises NotAllowed."""
    query = Reflection.select(Reflection.id).where(Reflection.state != DRAFT, *conditions(desk, wanted))
    return [row_id for (row_id,) in tuples(query)]
