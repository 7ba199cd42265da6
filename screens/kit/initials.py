"""How a title sounds, so that the palette finds it without an input method."""

from __future__ import annotations

from itertools import islice, product

from data.pinyin import readings, spellings

_MOST = 8  # titles are short; this many readings of one are more than enough


def initials(text: str) -> list[str]:
    """Every way to type ``text`` by initials or in full: '花名册' → ['hmc', 'huamingce']."""
    heard = [[way for reading in readings(character) for way in spellings(reading)] for character in text]
    heard = [ways for ways in heard if ways]
    found: list[str] = []
    for syllables in islice(product(*heard), _MOST):
        found += ["".join(syllable[0] for syllable in syllables), "".join(syllables)]
    return list(dict.fromkeys(found))
