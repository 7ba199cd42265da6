"""The server's own keys: made once, readable by nobody else, known to people by their fingerprints."""

from __future__ import annotations

import os
from pathlib import Path

import asyncssh

KINDS = (("ssh-ed25519", "host_ed25519"), ("ecdsa-sha2-nistp256", "host_ecdsa"))
"""Ed25519 for everybody today, ECDSA for clients of some years ago."""


def host_keys(folder: Path) -> list[asyncssh.SSHKey]:
    """The keys in ``folder``, made where they are missing. Raises OSError, and asyncssh.KeyImportError for rubbish."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [_key(folder / name, kind) for kind, name in KINDS]


def _key(file: Path, kind: str) -> asyncssh.SSHKey:
    if not file.exists():
        made = asyncssh.generate_private_key(kind, comment="yanxiu")
        unfinished = file.with_name(f".{file.name}.{os.getpid()}")
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            target.write(made.export_private_key())
        unfinished.rename(file)
        file.with_name(f"{file.name}.pub").write_bytes(made.export_public_key())
    elif file.stat().st_mode & 0o077:
        file.chmod(0o600)
    return asyncssh.read_private_key(file)
