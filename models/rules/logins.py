"""The short names that people log in with: small Latin letters, made from a name's pinyin."""

from __future__ import annotations

import re
from collections.abc import Collection

from data.pinyin import pinyin_of_name

LONGEST = 32
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{0,31}")
_TAKEN_BY_SYSTEMS = frozenset({"root", "daemon", "bin", "sys", "nobody", "sshd"})


def is_login(text: str) -> bool:
    """Whether it can be a login: 1 to 32 of a to z, digits, '.', '_' and '-', a letter first."""
    return bool(_LOGIN.fullmatch(text)) and text not in _TAKEN_BY_SYSTEMS


def login_for(name: str, pinyin: str, staff_no: str, taken: Collection[str]) -> str:
    """A login for somebody that nobody has yet: 'wangxiaoming', else 'wangxiaoming2', …"""
    letters = _letters(pinyin or pinyin_of_name(name)) or _letters(f"t{staff_no}")
    stem = (letters if letters[0].isalpha() else f"t{letters}")[: LONGEST - 4]
    number = 1
    while True:
        login = stem if number == 1 else f"{stem}{number}"
        if login not in taken and is_login(login):
            return login
        number += 1


def name_for(name: str, staff_no: str, taken: Collection[str]) -> str:
    """What the history calls somebody: the name, with the staff number where it is taken already."""
    plain = name.strip()[:40] or staff_no
    if plain not in taken:
        return plain
    number, told = 1, f"{plain} {staff_no}"[:60].strip()
    while told in taken or told == plain:
        number += 1
        told = f"{plain} {number}"
    return told


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower().replace("ü", "v"))
