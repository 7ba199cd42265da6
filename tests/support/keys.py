"""Well-formed public keys of random bytes, as the lines of .pub files."""

from __future__ import annotations

import base64
import secrets

from models.rules.ssh_keys import fingerprint_of


def part(content: bytes) -> bytes:
    """A piece of a key's body: its length, then itself."""
    return len(content).to_bytes(4, "big") + content


def a_key(comment: str = "laptop", kind: str = "ssh-ed25519", *parts: bytes) -> str:
    """The line of a .pub file."""
    body = b"".join(map(part, (kind.encode(), *(parts or (secrets.token_bytes(32),)))))
    return f"{kind} {base64.b64encode(body).decode()} {comment}\n"


def fingerprint(line: str) -> str:
    return fingerprint_of(base64.b64decode(line.split()[1]))
