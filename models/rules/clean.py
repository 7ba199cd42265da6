"""Cleaning what people type and paste: what cannot be seen goes, what only looks wide becomes plain.

NFKC is for cells that hold no prose: in free text it would turn '①' into '1' and '（一）' into '(一)'.
"""

from __future__ import annotations

import re
import unicodedata

MIDDLE_DOT = "·"
_DOTS = "·•‧∙⋅・･．●"  # what keyboards and fonts put between the parts of a minority name
_DASHES = "‐‑‒–—―−－"

# Control characters, soft hyphen, zero-width and direction marks, and halves of surrogate pairs. A telephone number
# copied from a contact list often carries a direction mark.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")

_HAN = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)  # fmt: skip
_SPACE_IN_CHINESE = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_DOT_IN_NAME = re.compile(rf"\s*[{_DOTS}]\s*|(?<=[{_HAN}])\s*\.\s*(?=[{_HAN}])")

# Simplified radicals that look like a character and have no compatibility mapping in Unicode; PDF files are full of
# them. (Unicode's EquivalentUnifiedIdeograph.txt.)
_RADICALS = str.maketrans(
    "⺟⻅⻉⻋⻓⻔⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳", "母见贝车长门韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟"
)


def _plain_forms() -> dict[int, str]:
    """Full-width letters and digits, Kangxi radicals and compatibility ideographs, each to the plain character."""
    wide = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    han = [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)]
    return {code: unicodedata.normalize("NFKC", chr(code)) for code in (*wide, *han)} | {
        code: chr(plain) for code, plain in _RADICALS.items() if isinstance(plain, int)
    }


_PLAIN = _plain_forms()


def clean_text(text: str) -> str:
    """Free text without unseen characters and space around it; full-width letters and digits become plain ones.

    Punctuation, circled numbers and line breaks inside stay as they were written.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _LINE_ENDS.sub("\n", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", text.translate(_PLAIN)).strip()


def clean_code(text: str) -> str:
    """The text of a cell that holds no prose (number, code, date): NFKC, any dash as '-', no unseen characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = unicodedata.normalize("NFKC", clean_text(text))
    return text.translate(_DASH_TO_HYPHEN).strip()


_DASH_TO_HYPHEN = str.maketrans(dict.fromkeys(_DASHES, "-"))


def clean_name(text: str) -> str:
    """A person's name as a register keeps it: no space between Chinese characters, single ones between Latin words,
    and one kind of middle dot between the parts of a minority name ('艾力·买买提')."""
    text = _SPACE_IN_CHINESE.sub("", " ".join(clean_text(text).split()))
    return _DOT_IN_NAME.sub(MIDDLE_DOT, text).strip(MIDDLE_DOT)
