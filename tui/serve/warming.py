"""Everything that a session will need, imported once, so that each person gets it for the price of a fork."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from data import words
from tui.places import MODES
from tui.verbs import VERBS

_BESIDES = (
    *("models.store", "models.actions.desk", "models.actions.home", "models.actions.accounts", "models.journal.undo"),
    *("models.actions.analysis", "models.rules.needs_tables", "tabulate", "rich.table", "rich.text", "shlex"),
    *("tui.app", "tui.driver", "tui.launch", "tui.session", "tui.remote", "tui.sftp", "screens.home"),
)


def warm_up(store_file: Path) -> None:
    """Import and read what is the same for everybody. Opens no database and starts no thread."""
    for name in (*_BESIDES, *VERBS.values()):
        import_module(name)
    import_screens()
    for language in words.LANGUAGES:
        for area in words.areas(language):
            words.catalogue(language, area)


def import_screens() -> None:
    """The screens that the app imports on their first visit."""
    from tui.places import _WRITTEN

    for name in MODES:
        import_module(_WRITTEN[name][0])
