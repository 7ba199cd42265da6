"""The short code on a printed form: which observation it belongs to, with a check digit.

Digits only, because letters do not pass a Chinese input method. The check digit is H. M. Damm's (Total
anti-symmetrische Quasigruppen, Marburg 2004): it finds every single wrong digit and every two neighbours changed over.
"""

from __future__ import annotations

from data.words import t

_LEAST = 3  # digits of a number, so that a code is no single digit that somebody might take for a score
_LONGEST = 9
# The totally anti-symmetric quasigroup of order ten that Damm gives.
_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class BadCode(ValueError):
    """The text is no code; ``str(error)`` says why."""


def code_of(number: int) -> str:
    """The code of the observation with that number: at least four digits, the last the check digit."""
    digits = str(number).zfill(_LEAST)
    return digits + _check(digits)


def number_of(code: str) -> int:
    """The observation that a code stands for. Raises BadCode for other text and a wrong check digit."""
    if not (code.isascii() and code.isdecimal()) or not _LEAST < len(code) <= _LONGEST:
        raise BadCode(t("forms.code_shape", code=code, least=_LEAST + 1))
    if _check(code) != "0":
        raise BadCode(t("forms.code_check", code=code))
    return int(code[:-1])


def _check(digits: str) -> str:
    state = 0
    for digit in digits:
        state = int(_TABLE[state][int(digit)])
    return str(state)
