"""One paper form in one line: its code, then its scores, as the office types them: '7345 54-4.5 =88'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from data.words import t
from models.rules.scores import NOT_APPLICABLE, Item, show_tenths

_ONE = re.compile(r"\d{1,3}(?:\.\d)?")
_ABSENT = "-"
_DASHES = str.maketrans({"—": "-", "–": "-", "―": "-", "。": ".", "，": " ", "、": " ", ",": " ", "－": "-"})


class BadScores(ValueError):
    """The scores do not fit the form; ``str(error)`` says which item and what would fit."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What stands in a line: the code, the scores as typed, the bonus and the control total in tenths (-1: none)."""

    code: str
    scores: str
    bonus_x10: int = 0
    control_x10: int = -1


def read_line(text: str) -> PaperLine:
    """The parts of a line. ``=88`` at its end is the total on the paper, ``+2`` a bonus. Raises BadScores."""
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DASHES)
    code, _, rest = plain.strip().partition(" ")
    marks = {sign: re.findall(rf"\{sign}\s*({_ONE.pattern})", rest) for sign in "+="}
    scores = re.sub(rf"[+=]\s*{_ONE.pattern}", " ", rest).strip()
    if any(len(found) > 1 for found in marks.values()) or set(scores) - set("0123456789.- "):
        raise BadScores(t("forms.line_shape"))
    bonus, control = (tenths(marks[sign][0]) if marks[sign] else None for sign in "+=")
    return PaperLine(code, scores, bonus or 0, -1 if control is None else control)


def read_scores(text: str, items: Sequence[Item]) -> dict[int, int]:
    """The tenths of every item, by number. Scores stand apart or run together; '-' is not applicable.

    Raises BadScores when they are too few or too many, when one is above its item's most, and when digits that run
    together can be read in several ways.
    """
    words = text.split()
    if len(words) == len(items) and all(_is_score(word) for word in words):
        return _checked(words, items)
    run = "".join(words)
    found = _readings(run, items)
    if len(found) == 1:
        return _checked(found[0], items)
    if found:
        raise BadScores(t("forms.several_readings"))
    raise BadScores(_why_not(words, run, items))


def tenths(text: str) -> int:
    """'4.5' as 45."""
    whole, _, tenth = text.partition(".")
    return int(whole) * 10 + int(tenth or 0)


def _checked(words: Sequence[str], items: Sequence[Item]) -> dict[int, int]:
    values: dict[int, int] = {}
    for word, item in zip(words, items, strict=True):
        values[item.seq] = NOT_APPLICABLE if word == _ABSENT else tenths(word)
        if values[item.seq] > item.most_x10:
            raise BadScores(_too_much(item, word))
    return values


def _readings(run: str, items: Sequence[Item]) -> list[list[str]]:
    """The ways in which the digits are one score within its limit for each item; two at most."""
    ways: list[tuple[int, list[str]]] = [(0, [])]
    for place, item in enumerate(items):
        left = len(items) - place - 1
        further: list[tuple[int, list[str]]] = []
        for at, words in ways:
            for word in _next(run, at):
                rest = len(run) - at - len(word)
                if rest >= left and (word == _ABSENT or tenths(word) <= item.most_x10):
                    further.append((at + len(word), [*words, word]))
        ways = _distinct(further)
    return [words for at, words in ways if at == len(run)][:2]


def _next(run: str, at: int) -> list[str]:
    """What the next score may be; no number of several digits begins with a nought."""
    if run[at : at + 1] == _ABSENT:
        return [_ABSENT]
    found = []
    for length in (1, 2, 3):
        whole = run[at : at + length]
        if len(whole) < length or not whole.isdecimal() or (length > 1 and whole[0] == "0"):
            break
        tenth = re.match(r"\.\d", run[at + length :])
        # A point can only belong to the number before it.
        found += [whole + tenth.group()] if tenth else [] if run[at + length : at + length + 1] == "." else [whole]
    return found


def _distinct(ways: Sequence[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Two ways to each place tell as much as all of them."""
    kept: dict[int, list[list[str]]] = {}
    for at, words in ways:
        known = kept.setdefault(at, [])
        if len(known) < 2:
            known.append(words)
    return [(at, words) for at, several in kept.items() for words in several]


def _why_not(words: Sequence[str], run: str, items: Sequence[Item]) -> str:
    """The sentence for scores that fit in no way."""
    # Groups of digits with a space here and there are digits that run together, too.
    apart = len(words) > 1 and all(_is_score(word) and len(word.partition(".")[0]) < 3 for word in words)
    singly = list(words) if apart else [*re.findall(r"\d\.\d|\d|-", run)]
    if len(singly) != len(items):
        return t("forms.score_count", count=len(singly), wanted=len(items))
    for word, item in zip(singly, items, strict=True):
        if word != _ABSENT and (not _is_score(word) or tenths(word) > item.most_x10):
            return _too_much(item, word)
    return t("forms.line_shape")


def _too_much(item: Item, word: str) -> str:
    return t("forms.too_much", number=item.seq, item=item.words, score=word, most=show_tenths(item.most_x10))


def _is_score(word: str) -> bool:
    return word == _ABSENT or _ONE.fullmatch(word) is not None
