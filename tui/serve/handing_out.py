"""The line that people type to come in."""

from __future__ import annotations

import socket
from pathlib import Path

from tui.serve.settings import Settings, read_settings, settings_file
from tui.status import Refused

_SSH_PORT = 22


def login_line(store_file: Path, login: str) -> str:
    """The ssh command for that login, by the server's settings beside the store; by the defaults where there are none
    or they cannot be read."""
    file = settings_file(store_file)
    try:
        settings = read_settings(file) if file.is_file() else Settings()
    except Refused:
        settings = Settings()
    machine = settings.host or socket.gethostname()
    return f"ssh {login}@{machine}" if settings.port == _SSH_PORT else f"ssh -p {settings.port} {login}@{machine}"
