"""What a single typed character may be, before any editor sees it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from data.words import t

ESCAPED_DIGITS = frozenset("¡™£¢∞§¶•ªº")
"""What a terminal driver makes of Esc and a digit that arrive together; nobody means them in a code or a date."""

_BROKEN = "\ufffd"
_PUNCTUATION = str.maketrans({"。": ".", "．": ".", "、": ",", "—": "-", "–": "-", "－": "-"})


class Reaction(NamedTuple):
    """What came of a key: ``complete`` when the cell is full and moves on by itself, ``refused`` a sentence why not,
    ``spilled`` when the key was for the next cell already and this one is to be written as it stands."""

    complete: bool = False
    refused: str = ""
    spilled: bool = False


class Candidate(NamedTuple):
    """Something the cell could become: the digits to press, the words to show, the text that is written."""

    key: str
    label: str
    text: str


def admit(character: str, folds: bool) -> tuple[str, str]:
    """The character as the cell takes it ('' for none) and a sentence when it is refused.

    ``folds`` is for cells of codes, dates and numbers: full-width forms become ASCII there, and the characters of
    `ESCAPED_DIGITS` vanish. Words and names keep what was typed, save that a full-width space becomes a plain one.
    """
    if _BROKEN in character:
        return "", t("grid.not_utf8")
    if not folds:
        return character.replace("\u3000", " "), ""
    if character in ESCAPED_DIGITS:
        return "", ""
    return unicodedata.normalize("NFKC", character), ""


def plain_numbers(text: str) -> str:
    """Chinese punctuation between the parts of a date or number as its ASCII twin."""
    return text.translate(_PUNCTUATION)


def split_digits(text: str) -> tuple[str, str]:
    """``text`` as what it begins with and the run of digits at its end."""
    words = text.rstrip("0123456789")
    return words, text[len(words) :]
