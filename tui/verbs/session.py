"""``yanxiu session``: what the host's own sshd runs for everybody who comes in (ForceCommand), see the docs."""

from __future__ import annotations

import base64
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.status import DONE, NO_STORE, NOT_ALLOWED, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--keys", metavar="FINGERPRINT", nargs="?", const="", help=t("serve.option_keys"))


def run(call: Call) -> int:
    from models.store import StoreError
    from models.store.address import is_server
    from models.store.place import file_of
    from tui.serve.people import note_use, visitor_of
    from tui.serve.settings import box_limits
    from tui.session import Ask, run_session

    file = file_of(call.place)
    if call.options.keys is not None:
        return print_keys(call, call.options.keys)
    place = call.place if is_server(call.place) else str(file)
    fingerprint, address = fingerprint_of_login(os.environ), address_of(os.environ)
    try:
        visitor = visitor_of(place, fingerprint, address) if fingerprint else None
        if visitor is None:
            raise Refused(NOT_ALLOWED, t("serve.unknown_key" if fingerprint else "serve.no_auth_info"))
        note_use(place, visitor, address)
    except StoreError as error:
        raise Refused(NO_STORE, t("serve.store_unusable")) from error
    command = os.environ.get("SSH_ORIGINAL_COMMAND")
    on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    os.environ.pop("YANXIU_STORE", None)
    return run_session(Ask(place, visitor, command, on_terminal, box_limits(file)))


def print_keys(call: Call, fingerprint: str) -> int:
    """The registered keys, or the one of that fingerprint, as lines for sshd's AuthorizedKeysCommand."""
    from models.actions.visits import valid_keys

    with call.desk():
        for line in valid_keys(fingerprint):
            print(f"restrict,pty {line}")
    return DONE


def fingerprint_of_login(environment: Mapping[str, str]) -> str:
    """The key that sshd let in, from the file that ``ExposeAuthInfo yes`` names; '' where it does not say."""
    try:
        lines = Path(environment.get("SSH_USER_AUTH", "")).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    for line in lines:
        method, _, rest = line.partition(" ")
        parts = rest.split()
        if method == "publickey" and len(parts) >= 2:
            digest = hashlib.sha256(base64.b64decode(parts[1], validate=True)).digest()
            return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
    return ""


def address_of(environment: Mapping[str, str]) -> str:
    """Where the client is, from sshd."""
    return (environment.get("SSH_CONNECTION", "").split() or [""])[0]
