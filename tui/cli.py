"""``yanxiu``: the app on a terminal, tables without one, and a verb for everything a screen shows."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data import words
from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.preferences import Preferences, own_preferences
from tui.status import DONE, Refused
from tui.verbs import VERBS, verb
from tui.version import version

if TYPE_CHECKING:
    from tui.session import Ask


def _preferences_of(ask: Ask) -> Preferences:
    from models.store.place import file_of

    return ask.visitor.preferences(file_of(ask.place))


def main(argv: Sequence[str] | None = None, ask: Ask | None = None) -> int:
    """Do what the command line asks, here or (``ask``) over SSH; the exit status of DESIGN.md §6."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    kept = _preferences_of(ask) if ask else own_preferences()
    words.use(language_of(arguments, os.environ, kept))
    try:
        status = _run(arguments, ask)
        sys.stdout.flush()
    except Refused as refusal:
        print(f"yanxiu: {refusal}", file=sys.stderr)
        return refusal.status
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python's own flush at exit must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  # the one fence: a traceback helps nobody at a school
        from tui.crash import tell

        return tell(error)
    return status


def language_of(arguments: Sequence[str], environment: Mapping[str, str], kept: Preferences | None = None) -> str:
    """The catalogue to use: ``--lang``, YANXIU_LANG, what the person chose in the app, the locale; else Chinese."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return words.nearest(argument.removeprefix("--lang="))
        if argument == "--lang" and index + 1 < len(arguments):
            return words.nearest(arguments[index + 1])
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return words.nearest(environment.get("YANXIU_LANG") or (kept or own_preferences()).get("lang") or locale)


def parser_for(arguments: Sequence[str]) -> Parser:
    """The parser; only the verb that the arguments name is imported, and the others are there for help and mistakes."""
    parser = Parser(prog="yanxiu", description=t("cli.about"))
    parser.options.add_argument("--version", action="version", version=f"yanxiu {version()}", help=t("cli.version"))
    _add_globals(parser.options, first=True)
    parser.set_defaults(verb=None)
    if not arguments:
        return parser
    verbs = parser.add_subparsers(title=t("cli.verbs"), metavar=t("cli.verb"), dest="verb")
    candidates = [argument for argument in arguments if argument in VERBS]
    named = candidates[0] if candidates else None
    for name in candidates if arguments[0] == named and len(candidates) == 1 else VERBS:
        about = t(f"cli.verb_{name}")  # family cli.verb_*
        sub = verbs.add_parser(name, help=about, description=about)
        if name == named:
            _add_globals(sub.options, first=False)
            verb(name).add_arguments(sub)
    return parser


def _add_globals(group: argparse._ArgumentGroup, first: bool) -> None:
    """The options that every verb takes, before the verb or after it."""
    unless = None if first else argparse.SUPPRESS
    group.add_argument("--store", metavar="PATH|URL", default=unless, help=t("cli.store"))
    group.add_argument("--lang", choices=("zh", "en"), default=unless, help=t("cli.lang"))
    group.add_argument("--as", dest="actor", metavar="USER", default=unless, help=t("cli.as"))
    group.add_argument("--theme", metavar="LOOK", default=unless, help=t("cli.theme"))


def _run(arguments: list[str], ask: Ask | None) -> int:
    options = parser_for(arguments).parse_args(arguments)
    if ask:
        from tui.remote import check_remote

        check_remote(options)
    call = Call(options, ask)
    if options.verb:
        return verb(options.verb).run(call)
    if call.interactive:
        from tui.launch import open_app

        return open_app(call)
    return verb("home").run(call)


if __name__ == "__main__":
    sys.exit(main())
