"""argparse that speaks the person's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from data.words import t
from tui.status import NO_SENSE

_ARGPARSE_SAYS = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "cli.missing"),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), "cli.unknown_option"),
    (
        re.compile(r"argument (?P<name>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.+)\)"),
        "cli.choice",
    ),
    (re.compile(r"argument (?P<name>.+?): expected .*"), "cli.needs_value"),
    (re.compile(r"argument (?P<name>.+?): invalid .*? value: '?(?P<value>.*?)'?$"), "cli.bad_value"),
    (re.compile(r"argument (?P<name>.+?): (?P<why>.+)"), "cli.bad_argument"),
)
"""argparse's own sentences, which it cannot be asked for as data, and ours for them."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, t("cli.usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Adds ``-h``, and ends with status 2 and a sentence where the request makes no sense."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "allow_abbrev": False, **options, "add_help": False})
        self._named: Any = None
        self.options = self.add_argument_group(t("cli.options"))
        self.options.add_argument("-h", "--help", action="help", help=t("cli.help"))

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Put it under a heading in the person's language; argparse's own headings are English."""
        if names and names[0].startswith("-"):
            return self.options.add_argument(*names, **options)
        if self._named is None:
            self._named = self.add_argument_group(t("cli.names"))
        return self._named.add_argument(*names, **options)

    def add_mutually_exclusive_group(self, **options: Any) -> Any:
        """Options of which one may be given stand under the same heading as the others."""
        return self.options.add_mutually_exclusive_group(**options)

    def add_subparsers(self, **options: Any) -> Any:
        """The deeds of a verb, under a heading in the person's language unless they have one."""
        return super().add_subparsers(**{"title": t("cli.names"), **options})

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {translated(message)}", file=sys.stderr)
        print(t("cli.see_help", program=self.prog), file=sys.stderr)
        raise SystemExit(NO_SENSE)


def translated(message: str) -> str:
    """argparse's message in the person's language."""
    for pattern, key in _ARGPARSE_SAYS:
        if found := pattern.fullmatch(message):
            return t(key, **{name: value.replace("'", "") for name, value in found.groupdict().items()})  # family cli.*
    return message
