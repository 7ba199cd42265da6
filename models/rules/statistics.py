"""How many keys it takes to enter something: the counting rule, and what a person's own typing came to.

The rule is the keystroke-level model of Card, Moran and Newell: one physical key is one, Shift and Ctrl count as keys.
A Chinese word typed with an input method costs the letters of its pinyin and one key to choose it, a person's name one
more, for it is rarely the first one offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.pinyin import pinyin_of_name, readings

KEY_SECONDS = 0.28
"""K: one key of an average non-secretary typist."""
LOOK_SECONDS = 1.35
"""M: reading one field off the paper."""
CHOOSE_SECONDS = 0.6
"""C: one look at the candidates of an input method; an assumption, not a published figure."""

_SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?')
_MODIFIERS = ("ctrl+", "shift+")


@dataclass(frozen=True, slots=True)
class Word:
    """Something committed by an input method in one piece."""

    text: str
    is_name: bool = False


Key = str | Word
"""A key by its name ('enter', 'ctrl+g', '5', 'w') or a word out of an input method."""


def key_cost(keys: Iterable[Key]) -> int:
    """The physical keys behind these keys and words."""
    return sum(_word_cost(key) if isinstance(key, Word) else _one_cost(key) for key in keys)


def seconds(keys: Iterable[Key], looked_at: int) -> float:
    """What the model says the keys take somebody who makes no mistakes and reads ``looked_at`` fields off a paper."""
    keys = list(keys)
    words = sum(isinstance(key, Word) for key in keys)
    return key_cost(keys) * KEY_SECONDS + looked_at * LOOK_SECONDS + words * CHOOSE_SECONDS


def _one_cost(key: str) -> int:
    if len(key) == 1:
        return 2 if key in _SHIFTED or key.isupper() else 1
    return 1 + sum(key.count(modifier) for modifier in _MODIFIERS)


def _word_cost(word: Word) -> int:
    if word.is_name:
        return len(pinyin_of_name(word.text).replace(" ", "")) + 2
    return sum(map(_letters, word.text)) + 1


def _letters(character: str) -> int:
    known = readings(character)
    return len(known[0]) if known else 1


@dataclass
class EntryCount:
    """The keys, seconds and corrections of one person's typing since they sat down. Kept in memory only.

    A pause longer than ``LONGEST_PAUSE`` is a telephone call, not typing, and counts as that much.
    """

    keys: int = 0
    seconds: float = 0.0
    corrections: int = 0
    cells: int = 0
    records: set[int] = field(default_factory=set)
    _last: float | None = None
    _gap: float = 0.0

    LONGEST_PAUSE = 10.0
    ONE_COMMIT = 0.005
    """Seconds within which the characters of one word out of an input method arrive."""

    def key(self, key: str, character: str, now: float, corrects: bool = False) -> None:
        """One key event at second ``now``; ``character`` is '' for a key that types nothing."""
        self._gap = now - self._last if self._last is not None else self.LONGEST_PAUSE
        if self._last is not None:
            self.seconds += min(max(self._gap, 0.0), self.LONGEST_PAUSE)
        self._last = now
        self.corrections += corrects
        if character and not character.isascii():
            self.keys += _letters(character) + (self._gap > self.ONE_COMMIT)
        else:
            self.keys += _one_cost(character or key)

    def wrote(self, row_ids: Iterable[int], cells: int) -> None:
        """Cells were written into these records."""
        self.records.update(row_ids)
        self.cells += cells

    @property
    def keys_per_record(self) -> float:
        return self.keys / len(self.records) if self.records else 0.0

    @property
    def seconds_per_record(self) -> float:
        return self.seconds / len(self.records) if self.records else 0.0
