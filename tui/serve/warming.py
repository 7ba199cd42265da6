"""Everything that a session will need, imported and worked out once, so that each person gets it for the price of a
fork: the modules, the words, the parsed style sheets of every look, and whatever the libraries remember of a first run.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Hashable
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from data import words
from models.actions.desk import Desk
from models.actions.school import found_school
from models.rules.terms import term_named, term_of
from models.store import Actor
from screens.kit.theme import LOOKS
from tui.app import YanxiuApp
from tui.places import MODES
from tui.verbs import VERBS

_BESIDES = (
    *("models.actions.home", "models.actions.accounts", "models.journal.undo", "models.actions.analysis"),
    *("models.rules.needs_tables", "tabulate", "rich.table", "shlex", "readline"),
    *("tui.driver", "tui.launch", "tui.session", "tui.remote", "tui.sftp", "tui.piping", "tui.crash"),
)
_SIZE = (120, 40)


def warm_up() -> None:
    """Make everything ready that is the same for everybody. Leaves no database open and no thread behind."""
    for name in (*_BESIDES, *VERBS.values()):
        import_module(name)
    for language in words.LANGUAGES:
        for area in words.areas(language):
            words.catalogue(language, area)
    remember_style_sheets()
    with TemporaryDirectory(prefix="yanxiu-") as folder:
        store = found_school(Path(folder) / "warm.db", "-", term_named(term_of(date.today())), Actor("-"))
        try:
            asyncio.run(_visit_every_screen(Desk(store)))
        finally:
            store.close()
    asyncio.set_event_loop(None)
    if threading.active_count() > 1:
        raise RuntimeError("a thread was left behind, and this process will fork")


async def _visit_every_screen(desk: Desk) -> None:
    app = YanxiuApp(desk)
    async with app.run_test(size=_SIZE) as pilot:
        for mode in MODES:
            app.go(mode)
            await pilot.pause()
        for look in LOOKS.values():
            app.theme = look.theme
            await pilot.pause()
        app.go("home")
        await pilot.pause()


def remember_style_sheets() -> None:
    """Parse each style sheet once for each set of colours, for all apps of this process and of those it forks.

    Textual keeps what it has parsed for one app at a time, and has no public place to change that; the parsed rules
    are only read.
    """
    parse = Stylesheet._parse_rules
    known: dict[Hashable, list[RuleSet]] = {}

    def remembered(sheet: Stylesheet, css: str, read_from: Any, *more: Any, **options: Any) -> list[RuleSet]:
        key = css, read_from, more, tuple(sorted(options.items())), tuple(sheet._variables.items())
        found = known.get(key)
        if found is None:
            found = known[key] = parse(sheet, css, read_from, *more, **options)
        return found

    Stylesheet._parse_rules = remembered  # type: ignore[method-assign]  # pyright: ignore[reportAttributeAccessIssue]
