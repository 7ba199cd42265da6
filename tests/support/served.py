"""A school with people in it, a running `yanxiu serve`, and the real OpenSSH client, for tests over the loopback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

from models.actions.accounts import add_account, add_key, make_codes
from models.actions.sample import found_sample
from models.store import Actor, Store
from models.store.place import file_of

ROOT = Path(__file__).parents[2]
LIMIT = 60.0
_NUMBERS = count()
OFFICE = Actor("office", "test")
SETTINGS = """
[limits]
drain_seconds = {drain_seconds}
sessions_per_account = {sessions}
attempts = 4
[dropbox]
file_mb = 1
files = 6
"""


class School:
    """A sample school in a folder, with an account 'wang' (office) and one 'li' (teacher), whose keys are files.

    The store is 'school.db' there, or the school that is on a database server at ``place``.
    """

    def __init__(
        self, folder: Path, found: Callable[[Path], Store] = lambda file: found_sample(file, OFFICE), place: str = ""
    ) -> None:
        self.folder = folder
        self.place = place or str(folder / "school.db")
        self.file = file_of(self.place)
        if not place:
            found(self.file).close()
        self.accounts: dict[str, int] = {}
        self.key_ids: dict[str, int] = {}
        for login, name, role in (("wang", "王老师", "office"), ("li", "李老师", "teacher")):
            self.add(login, name, role)

    def add(self, login: str, name: str, role: str, with_key: bool = True) -> Path:
        """An account with a key of its own, registered if asked; the key's file."""
        key = make_key(self.folder / f"id_{login}")
        with Store.open(self.place, OFFICE) as store:
            self.accounts[login] = add_account(store, login, name, role)
            if with_key:
                line = key.with_suffix(".pub").read_text("utf-8")
                self.key_ids[login] = add_key(store, self.accounts[login], line)
        return key

    def code(self, login: str) -> str:
        with Store.open(self.place, OFFICE) as store:
            return make_codes(store, [self.accounts[login]])[0].code

    def key(self, login: str) -> Path:
        return self.folder / f"id_{login}"

    def inbox(self, login: str) -> dict[str, bytes]:
        """What lies in that drop box, hidden files and all."""
        box = self.file.with_name(f"{self.file.name}.inbox") / login
        return {file.name: file.read_bytes() for file in box.iterdir()} if box.is_dir() else {}


def make_key(file: Path) -> Path:
    """A new key pair without a passphrase."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return file


class Server:
    """A `yanxiu serve` on a free port; ended, and waited for, at the end."""

    def __init__(self, school: School, settings: str = "", drain_seconds: int = 5, sessions: int = 8) -> None:
        self.school = school
        config = school.folder / "serve.toml"
        config.write_text(settings or SETTINGS.format(drain_seconds=drain_seconds, sessions=sessions), "utf-8")
        self.log_file = school.folder / f"serve-{next(_NUMBERS)}.log"
        self._errors = self.log_file.open("ab")
        command = [sys.executable, "-m", "tui.cli", "--store", school.place, "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", "0", "--config", str(config)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": str(school.folder)},
            stdin=subprocess.DEVNULL,
            stdout=self._errors,
            stderr=self._errors,
        )
        self.port = int(self.wait_for_log(r"listening port=(\d+)"))

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(LIMIT)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self._errors.close()

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8")

    def wait_for_log(self, pattern: str, after: int = 0) -> str:
        """Wait until a line matches beyond position ``after``; the first group, or the whole match."""
        end = time.monotonic() + LIMIT
        while not (found := re.search(pattern, self.log[after:])):
            if time.monotonic() > end or (self.process.poll() is not None and after == 0):
                raise TimeoutError(f"never logged: {pattern}\n{self.log}")
            time.sleep(0.02)
        return found[1] if found.groups() else found[0]

    def command(self, login: str, *words: str, key: Path | None = None, options: Sequence[str] = ()) -> list[str]:
        """The ssh command line for that person."""
        return [*ssh(self.port, key or self.school.key(login)), *options, f"{login}@127.0.0.1", *words]

    def run(
        self, login: str, *words: str, input: bytes = b"", key: Path | None = None, options: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self.command(login, *words, key=key, options=options), input=input, capture_output=True, timeout=LIMIT
        )


def ssh(port: int, key: Path, program: str = "ssh", level: str = "ERROR") -> list[str]:
    """The OpenSSH client as a new user has it, with no files of its own; ``level`` is how much it says."""
    port_option = "-P" if program in ("scp", "sftp") else "-p"
    options = (
        *("IdentitiesOnly=yes", "IdentityAgent=none", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"),
        *(f"LogLevel={level}", "ControlPath=none", "GSSAPIAuthentication=no"),
    )
    return [program, "-F", "/dev/null", port_option, str(port), "-i", str(key), *(f"-o{one}" for one in options)]


def clean_environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Without the developer's agent and locale."""
    left_out = ("SSH_AUTH_SOCK", "LANG", "LC_ALL", "COLORTERM")
    return {**{name: value for name, value in os.environ.items() if name not in left_out}, **(more or {})}


def present(program: str) -> bool:
    return shutil.which(program) is not None
