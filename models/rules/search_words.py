"""How a text is made ready to be searched, and where in it the words are: characters, not words, for Chinese has no
spaces and most of its words are two characters long.

Two texts are the same to a search when they differ in width (Ａ and A), capitals, line ends, spaces or in which sign of
punctuation stands somewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

SIGN = "\uff5a"
"""Stands for any sign of punctuation: a letter that no text has any more once its width has been evened out."""
LINE = "\n。\n"
"""Between two parts of a text, so that no word is found across them."""

LEFT_OUT = "..."
"""Where an excerpt goes on: three signs of one cell each, for an ellipsis is two cells wide in some terminals."""

_SPACE = re.compile(r"\s+")
_SIGN = re.compile(r"[^\w]|_")
_PARTED = re.compile(r"[\s\u3000]+")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text, one line, and where in it the words are: (start, end) in its characters."""

    text: str
    marks: tuple[tuple[int, int], ...]


def compact(text: str) -> str:
    """The text as a search sees it: one character after the other."""
    return _SIGN.sub(SIGN, _SPACE.sub("", unicodedata.normalize("NFKC", text).lower()))


def spaced(text: str) -> str:
    """The same with every character a word by itself, as an index of words takes it."""
    return " ".join(compact(text))


def words_in(typed: str) -> list[str]:
    """The words typed, with spaces between, as a search sees them; mere punctuation is no word."""
    found = (compact(word) for word in _PARTED.split(typed.strip()) if word)
    return list(dict.fromkeys(word for word in found if word.strip(SIGN)))


def phrases(words: Iterable[str]) -> str:
    """The question to an index of words that wants every one of them: each a phrase of its characters."""
    return " AND ".join(f'"{" ".join(word)}"' for word in words)


def pattern(word: str) -> str:
    """A LIKE pattern that every text with that word fits, though not only those."""
    return f"%{'%'.join(_IDEOGRAPH.findall(word))}%".replace("%%", "%")


def has_words(text: str, words: Sequence[str]) -> bool:
    """Whether all the words are in the text."""
    if all(word in text for word in words):
        return True
    seen = compact(text)
    return all(word in seen for word in words)


def places_of(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where in the text the words are, as (start, end), in order, none of them twice."""
    seen, at = _with_places(text)
    found: list[tuple[int, int]] = []
    for word in words:
        start = seen.find(word)
        while start >= 0:
            found.append((at[start], at[start + len(word) - 1] + 1))
            start = seen.find(word, start + len(word))
    found.sort()
    return [each for index, each in enumerate(found) if not index or each[0] >= found[index - 1][1]]


def excerpts(text: str, words: Sequence[str], around: int = 18, most: int = 3) -> list[Excerpt]:
    """The first few places with the words, each with as many characters on both sides; near ones are one piece."""
    pieces: list[list[tuple[int, int]]] = []
    for place in places_of(text, words):
        if pieces and place[0] - pieces[-1][-1][1] <= around:
            pieces[-1].append(place)
        elif len(pieces) < most:
            pieces.append([place])
    return [excerpt(text, piece, around) for piece in pieces]


def excerpt(text: str, places: Sequence[tuple[int, int]], around: int) -> Excerpt:
    """The piece of the text with those places, with so many characters on both sides."""
    first, last = max(0, places[0][0] - around), min(len(text), places[-1][1] + around)
    head, tail = LEFT_OUT if first else "", LEFT_OUT if last < len(text) else ""
    line = "".join(" " if mark.isspace() else mark for mark in text[first:last])
    shift = len(head) - first
    return Excerpt(f"{head}{line}{tail}", tuple((start + shift, end + shift) for start, end in places))


@lru_cache(maxsize=10_000)
def _one(mark: str) -> str:
    return compact(mark)


def _with_places(text: str) -> tuple[str, list[int]]:
    """The text as a search sees it, and for each of its characters which one of the text it comes from."""
    seen: list[str] = []
    at: list[int] = []
    for index, mark in enumerate(text):
        parts = _one(mark)
        seen.append(parts)
        if len(parts) == 1:
            at.append(index)
        else:
            at += [index] * len(parts)
    return "".join(seen), at
