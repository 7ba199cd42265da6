"""SSH public keys as people hand them in: one line of a .pub file, read strictly."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from data.words import t

KINDS = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
"""What is accepted; DSA is not, and of RSA nothing shorter than `LEAST_RSA`."""

LEAST_RSA = 2048
LONGEST = 2000
_BEGINNING_OF_A_SECRET = "PRIVATE KEY"


class BadKey(ValueError):
    """The text is no public key that is accepted; ``str(error)`` says why and what is."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key; ``line`` is its type and body without the comment, ``fingerprint`` as OpenSSH prints it."""

    kind: str
    line: str
    comment: str
    fingerprint: str


def read_public_key(text: str) -> PublicKey:
    """The key in a line as ``ssh-keygen`` writes it to a .pub file. Raises BadKey."""
    if _BEGINNING_OF_A_SECRET in text:
        raise BadKey(t("account.key_is_secret"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > LONGEST:
        raise BadKey(t("account.key_one_line"))
    kind, _, rest = lines[0].partition(" ")
    body, _, comment = rest.strip().partition(" ")
    if kind not in KINDS:
        raise BadKey(t("account.key_kind", kinds="、".join(KINDS)))
    try:
        blob = base64.b64decode(body, validate=True)
        fields = _fields(blob)
    except (binascii.Error, ValueError) as error:
        raise BadKey(t("account.key_broken")) from error
    if len(fields) < 2 or fields[0] != kind.encode():
        raise BadKey(t("account.key_broken"))
    if kind == "ssh-rsa" and int.from_bytes(fields[-1], "big").bit_length() < LEAST_RSA:
        raise BadKey(t("account.key_short", least=LEAST_RSA))
    return PublicKey(kind, f"{kind} {body}", comment.strip(), fingerprint_of(blob))


def fingerprint_of(blob: bytes) -> str:
    """'SHA256:…' of a key's body, as ``ssh-keygen -l`` prints it."""
    return "SHA256:" + base64.b64encode(sha256(blob).digest()).decode().rstrip("=")


def _fields(blob: bytes) -> list[bytes]:
    """The parts of a key's body, each with its length before it. Raises ValueError when they do not fill it."""
    found, at = [], 0
    while at < len(blob):
        length = int.from_bytes(blob[at : at + 4], "big")
        at += 4 + length
        if at > len(blob):
            raise ValueError("a key's body ends in the middle of a part")
        found.append(blob[at - length : at])
    return found
