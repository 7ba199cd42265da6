"""``yanxiu serve``: let people in over SSH."""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, NO_STORE, Refused

PRINTED = {"guide": "serving.md", "unit": "yanxiu.service", "sshd": "sshd_yanxiu.conf"}


def add_arguments(parser: Parser) -> None:
    parser.add_argument("--listen", metavar="ADDRESS", help=t("serve.option_listen"))
    parser.add_argument("--port", metavar="N", type=int, help=t("serve.option_port"))
    parser.add_argument("--config", metavar="FILE", type=Path, help=t("serve.option_config"))
    for name in PRINTED:
        about = t(f"serve.option_print_{name}")  # family serve.option_print_*
        parser.add_argument(f"--print-{name}", dest="printed", action="store_const", const=name, help=about)


def run(call: Call) -> int:
    options = call.options
    if options.printed:
        print(resources.files("data.defaults").joinpath(PRINTED[options.printed]).read_text("utf-8"), end="")
        return DONE
    if not call.store_exists():
        raise Refused(NO_STORE, t("cli.no_store", place=call.place_shown))
    return _serve(call, options)


def _serve(call: Call, options: argparse.Namespace) -> int:
    from models.store.address import is_server
    from models.store.place import file_of
    from tui.serve.settings import read_settings, settings_file, template

    file = file_of(call.place)
    with call.desk():
        pass  # a store that cannot be used is told now, not to everybody who logs in
    config = options.config or settings_file(file)
    if not config.exists():
        config.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        config.write_text(template(), "utf-8")
        narrate(t("serve.settings_written", file=config))
    settings = read_settings(config)
    settings = replace(settings, listen=options.listen or settings.listen)
    if options.port is not None:
        settings = replace(settings, port=options.port)
    if not 0 <= settings.port < 65536:
        raise Refused(NO_SENSE, t("serve.bad_port", port=settings.port))

    from tui.startup import prepare

    prepare()

    import asyncssh

    from tui.serve.connection import options_for, serve_connection
    from tui.serve.hostkeys import host_keys
    from tui.serve.housekeeping import keep_house
    from tui.serve.journal import Log
    from tui.serve.listener import Listener, bound
    from tui.serve.warming import warm_up
    from tui.visitor import serve_folder

    try:
        keys = host_keys(serve_folder(file))
        log = Log(settings.log)
    except (OSError, asyncssh.KeyImportError) as error:
        raise Refused(NO_SENSE, t("serve.no_keys", folder=serve_folder(file), why=error)) from error
    try:
        sockets = bound(settings.listen, settings.port)
    except OSError as error:
        where = f"{settings.listen}:{settings.port}"
        raise Refused(NO_SENSE, t("serve.cannot_listen", where=where, why=error.strerror or error)) from error
    warm_up()
    place, told = call.place if is_server(call.place) else str(file), options_for(keys, settings)
    _introduce(sockets, keys, settings.host)
    _close_input()
    gc.collect()
    gc.disable()
    gc.freeze()
    serve = partial(serve_connection, place, settings, told, log)
    return Listener(sockets, settings, log, serve, partial(keep_house, place, log)).run()


def _introduce(sockets: list[socket.socket], keys: list, host: str) -> None:  # type: ignore[type-arg]
    """Print what people need to know, so that it can be handed out."""
    for listening in sockets:
        address, port = listening.getsockname()[:2]
        narrate(t("serve.listening", address=address, port=port))
    for key in keys:
        narrate(t("serve.fingerprint", kind=key.get_algorithm(), fingerprint=key.get_fingerprint()))
    port = sockets[0].getsockname()[1]
    address = sockets[0].getsockname()[0]
    machine = host or (address if address.startswith("127.") or address == "::1" else socket.gethostname())
    narrate(t("serve.hand_out", line=f"ssh -p {port} LOGIN@{machine}" if port != 22 else f"ssh LOGIN@{machine}"))


def _close_input() -> None:
    """What people get is never the terminal that the server was started from."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdout.flush()
