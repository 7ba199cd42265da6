"""Choosing a file: the newest spreadsheets where people keep them, or any path typed."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_desktop_path, user_documents_path, user_downloads_path
from textual.app import App

from data.words import t
from screens.kit.dialogs import Choose
from screens.kit.importing.paths import OpenPath, shown_path

SPREADSHEETS = (".xlsx", ".xls", ".ods", ".xlsb", ".csv", ".tsv", ".txt")
_MOST = 8
_OTHER = "?"


def recent_spreadsheets() -> list[Path]:
    """The newest spreadsheets in the working folder, the desktop, the downloads and the documents; at most eight."""
    found: dict[Path, float] = {}
    for folder in {Path.cwd(), user_desktop_path(), user_downloads_path(), user_documents_path()}:
        try:
            for path in folder.iterdir():
                if path.suffix.lower() in SPREADSHEETS and not path.name.startswith(("~", ".")) and path.is_file():
                    found[path] = path.stat().st_mtime
        except OSError:  # a folder that is not there, or that this person may not read
            continue
    return sorted(found, key=lambda path: -found[path])[:_MOST]


async def ask_for_spreadsheet(app: App[object], problem: str = "", typed: str = "") -> Path | None:
    """The file that the person wants to import; None when they think better of it.

    ``problem`` says what was wrong with the file chosen before, ``typed`` is that file.
    """
    recent = [] if problem else recent_spreadsheets()
    if recent:
        options = [(str(path), f"{path.name}  {shown_path(path.parent)}") for path in recent]
        chosen = await app.push_screen_wait(
            Choose(t("import.which_recent"), [*options, (_OTHER, t("import.other_file"))])
        )
        if chosen is None:
            return None
        if chosen != _OTHER:
            return Path(chosen)
    return await app.push_screen_wait(OpenPath(t("import.which_file"), typed, problem))
