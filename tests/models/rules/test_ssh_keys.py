"""A public key is read strictly: one line, whole, of a kind that is accepted."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from models.rules.ssh_keys import BadKey, read_public_key
from tests.support.keys import a_key


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH's ssh-keygen is not installed")
@pytest.mark.parametrize("kind", [("ed25519",), ("ecdsa", "-b", "256"), ("rsa", "-b", "2048")])
def test_keys_that_ssh_keygen_makes_are_read_with_the_fingerprint_that_it_prints(tmp_path: Path, kind: tuple[str, ...]):
    file = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", *kind, "-N", "", "-C", "home pc", "-f", file], check=True)
    key = read_public_key(file.with_suffix(".pub").read_text())
    printed = subprocess.run(["ssh-keygen", "-lf", f"{file}.pub"], capture_output=True, text=True, check=True).stdout
    assert key.fingerprint == printed.split()[1]
    assert key.comment == "home pc"
    assert key.line == " ".join(file.with_suffix(".pub").read_text().split()[:2])
    with pytest.raises(BadKey, match="私钥"):
        read_public_key(file.read_text())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "一行"),
        (a_key() + a_key(), "一行"),
        ("hello", "ssh-ed25519"),
        ('command="sh" ' + a_key(), "ssh-ed25519"),
        (a_key(kind="ssh-dss"), "ssh-ed25519"),
        (a_key()[:40], "不完整"),
        (a_key().replace("AAAA", "AA\u4e2dA", 1), "不完整"),
        (a_key().replace("ssh-ed25519", "ssh-rsa", 1), "不完整"),
        (a_key("old", "ssh-rsa", b"\x01\x00\x01", b"\xff" * 128), "2048"),
        ("ssh-ed25519 " + "A" * 3000, "一行"),
    ],
    ids=["nothing", "two", "words", "options", "dsa", "cut short", "garbled", "other kind", "short rsa", "too long"],
)
def test_what_is_no_key_is_refused_with_what_to_do(line: str, why: str):
    with pytest.raises(BadKey, match=why):
        read_public_key(line)
