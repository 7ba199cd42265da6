"""Whether somebody typing a few letters or characters means an entry of a list."""

from __future__ import annotations

from data.pinyin import readings
from models.registers.column import Choice
from models.rules.clean import clean_code


def matches(choice: Choice, typed: str) -> bool:
    """By the beginning of its label, code or another spelling, or by the pinyin initials. A part from the middle is no
    match: Enter would write 正高级 for 高级 where a list lacks the lower rank."""
    wanted = _plain(typed)
    spellings = [_plain(text) for text in (choice.label, choice.code, *choice.aliases)]
    begins = any(spelling.startswith(wanted) for spelling in spellings)
    return begins or (wanted.isascii() and wanted.isalpha() and _begins(choice.label, wanted))


def _begins(label: str, letters: str) -> bool:
    """Each letter the initial of the next character, whichever of its readings is meant; signs are passed over."""
    signs = [character for character in label.lower() if character.isalnum()]
    return len(letters) <= len(signs) and all(
        letter == sign or any(reading.startswith(letter) for reading in readings(sign))
        for letter, sign in zip(letters, signs, strict=False)
    )


def _plain(text: str) -> str:
    return clean_code(text).replace(" ", "").lower()
