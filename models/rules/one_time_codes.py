"""The codes that let a first key in: easily typed, hard to guess, and kept only as what follows from them."""

from __future__ import annotations

import hmac
import secrets
from hashlib import pbkdf2_hmac

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No 0, o, 1, i or l: nobody has to ask which it is."""

LENGTH, GROUP = 12, 4
"""Twelve of 31 signs are 59 bits, printed in groups of four."""

_ROUNDS = 20_000
_SALT = 16


def new_code() -> str:
    """A code such as 'k7mw-3fzp-9xhq'."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def digest_of(code: str, salt: bytes | None = None) -> str:
    """What is kept of a code: a salt and a slow digest over what matters of it."""
    salt = secrets.token_bytes(_SALT) if salt is None else salt
    return f"{salt.hex()}:{pbkdf2_hmac('sha256', plain(code).encode(), salt, _ROUNDS).hex()}"


def is_code(code: str, digest: str) -> bool:
    """Whether ``digest`` was made from this code; hyphens, blanks and capitals do not matter."""
    salt, _, _ = digest.partition(":")
    return hmac.compare_digest(digest_of(code, bytes.fromhex(salt)), digest)


def plain(code: str) -> str:
    """The signs of a typed code that count."""
    return "".join(sign for sign in code.lower() if sign.isalnum())
