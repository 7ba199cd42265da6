"""How much of one text stands in another: fingerprints that find the few texts worth comparing, and then the passages
themselves, character by character. What comes out is a share with its method; what it means is for people to say.

A fingerprint is that of a sentence, by the MinHash of its runs of three characters: sentences that are alike have one
in common with a probability that grows with how alike they are, wherever they stand, and a word exchanged here and
there does not hide them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.rules.search_words import SIGN, compact

RUN = 13
"""So many characters in a row must be the same before they count: shorter ones are how everybody writes."""
SHORTEST_SENTENCE = 12
"""Characters; shorter sentences have no fingerprint."""
_GRAM, _BANDS, _ROWS, _SEED = 3, 2, 2, 20_260_901
_MOST_STARTS = 50  # of a text that says the same words over and over
_SENTENCE = re.compile(r"[。！？!?；;\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two texts: where they begin and end in the one, and in the other."""

    start: int
    end: int
    other_start: int
    other_end: int
    characters: int


def method() -> str:
    """What the fingerprints were made by: those of another method are of no use."""
    from rensa import RMinHash  # type: ignore[attr-defined]  # its names come from a compiled module

    return f"rensa {RMinHash.ALGORITHM_VERSION} {_GRAM} {_BANDS} {_ROWS} {_SEED} {SHORTEST_SENTENCE}"


def own_words(text: str) -> str:
    """The text without its headings, which belong to the form and not to the author; as long as the text."""
    return "".join(" " * len(line) if line.startswith("#") else line for line in text.splitlines(keepends=True))


def print_keys(text: str) -> list[int]:
    """The fingerprints of a text's sentences, each once."""
    from rensa import RMinHash  # type: ignore[attr-defined]  # its names come from a compiled module

    seen = (compact(sentence).replace(SIGN, "") for sentence in _SENTENCE.split(own_words(text)))
    grams = [
        [sentence[at : at + _GRAM] for at in range(len(sentence) - _GRAM + 1)]
        for sentence in dict.fromkeys(seen)
        if len(sentence) >= SHORTEST_SENTENCE
    ]
    if not grams:
        return []
    found = RMinHash.digests_from_token_sets(grams, num_perm=_BANDS * _ROWS, seed=_SEED)
    keys = {key for digest in found for key in _keys(digest)}
    return sorted(keys)


def _keys(digest: Sequence[int]) -> Iterator[int]:
    """A number of 63 bits for each band of a sentence's digest."""
    for band in range(_BANDS):
        key = band
        for value in digest[band * _ROWS : (band + 1) * _ROWS]:
            key = (key * 1_000_003 ^ value) * 0x9E3779B97F4A7C15 & 0x7FFFFFFFFFFFFFFF
        yield key


def passages(text: str, other: str, least: int = RUN) -> list[Passage]:
    """What of ``text`` stands in ``other`` word for word, in at least so many characters in a row, wherever it stands
    there. Spaces, line ends, punctuation and headings do not count."""
    mine, at = _letters(text)
    theirs, other_at = _letters(other)
    starts: dict[str, list[int]] = {}
    for place in range(len(theirs) - least + 1):
        starts.setdefault(theirs[place : place + least], []).append(place)
    found: list[Passage] = []
    place = 0
    while place <= len(mine) - least:
        known = starts.get(mine[place : place + least])
        if known is None:
            place += 1
            continue
        lengths = {there: _common(mine, theirs, place, there, least) for there in known[:_MOST_STARTS]}
        there = max(lengths, key=lengths.__getitem__)
        length = lengths[there]
        end, other_end = at[place + length - 1] + 1, other_at[there + length - 1] + 1
        found.append(Passage(at[place], end, other_at[there], other_end, length))
        place += length
    return found


def counted(text: str) -> int:
    """How many characters of a text are compared: what a share is a share of."""
    return len(_letters(text)[0])


def share(same: int, whole: int) -> int:
    """So many in the hundred, rounded as people round."""
    return (200 * same + whole) // (2 * whole) if whole else 0


def covered(found: Sequence[Passage], text: str) -> int:
    """How many of the text's characters lie in any of those passages, which may overlap."""
    _, at = _letters(text)
    spans = sorted((each.start, each.end) for each in found)
    joined: list[list[int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return sum(start <= place < end for start, end in joined for place in at)


def _common(mine: str, theirs: str, place: int, there: int, known: int) -> int:
    """How many characters are the same from two places on, of which so many are known to be."""
    length = known
    longest = min(len(mine) - place, len(theirs) - there)
    while length < longest and mine[place + length] == theirs[there + length]:
        length += 1
    return length


def _letters(text: str) -> tuple[str, list[int]]:
    """What is compared of a text, and where each of its characters stands in it."""
    kept = [(index, mark) for index, mark in enumerate(own_words(text)) if mark.isalnum()]
    return "".join(mark for _, mark in kept), [index for index, _ in kept]
