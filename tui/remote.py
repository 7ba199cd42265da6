"""What somebody who has come in over SSH may not ask for: verbs and options that reach the server's own disk."""

from __future__ import annotations

import argparse

from data.words import t
from tui.piping import STREAM
from tui.status import NOT_ALLOWED, Refused

HERE_ONLY = ("init", "demo", "serve", "session", "backup", "restore", "move", "county")
"""Verbs for whoever sits at the machine that keeps the store."""


def check_remote(options: argparse.Namespace) -> None:
    """Raises Refused with status 3 for what is only done at the machine itself."""
    if options.verb in HERE_ONLY:
        raise Refused(NOT_ALLOWED, t("serve.here_only", verb=options.verb))
    for name in ("store", "actor", "data", "old"):
        if getattr(options, name, None) is not None:
            raise Refused(NOT_ALLOWED, t("serve.option_here_only", option={"actor": "--as"}.get(name, f"--{name}")))
    if getattr(options, "repair", False):
        raise Refused(NOT_ALLOWED, t("serve.option_here_only", option="--repair"))
    if getattr(options, "out", None) is not None:
        raise Refused(NOT_ALLOWED, t("serve.no_out"))
    if str(getattr(options, "file", None) or STREAM) != STREAM:
        raise Refused(NOT_ALLOWED, t(f"serve.stream_{options.verb}"))  # family serve.stream_*
