"""Taking in from the inbox: a folder, the drop box or a pasted text is read beside the screen, shown, and accepted."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from platformdirs import user_desktop_path, user_documents_path, user_downloads_path
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Static, TextArea

from data.words import t
from models.actions.desk import Desk
from models.actions.preferences import prefer, preference
from models.actions.reflection_pages import judges
from models.actions.reflections_dropbox import clear_out, sources_in_box
from models.actions.reflections_intake import Arrival, TakenIn, judge, outcome_of, take_in
from models.actions.reflections_reading import ReadFile, Source, pasted, read_sources, sources_in
from screens.kit.dialogs import Choose, Confirm, Dialog
from screens.kit.importing.paths import PathDialog, shown_path

LAST_FOLDER = "inbox.folder"
"""Under which name the folder that somebody took in last is kept."""
_FOLDER, _BOX, _PASTE, _OTHER = "folder", "box", "paste", "?"
_MOST_TOLD, _MOST_FOLDERS = 6, 7
_OUTCOMES = ("taken", "again", "waiting", "here", "left_out")


class FolderPath(PathDialog):
    """A folder or a file that must exist."""

    def what_is_wrong(self, path: Path) -> str:
        return "" if path.exists() else t("intake.missing", path=shown_path(path))


class PasteText(Dialog[str]):
    """A text from the clipboard, as long as it may be; Ctrl+S takes it."""

    AUTO_FOCUS: ClassVar[str | None] = "TextArea"
    DEFAULT_CSS = """
    PasteText > .dialog { width: 90%; height: 80%; }
    PasteText TextArea { height: 1fr; }
    """
    BINDINGS: ClassVar = [Binding("ctrl+s", "take", show=False)]

    def answers(self) -> ComposeResult:
        yield TextArea(soft_wrap=True)

    def hint(self) -> str:
        return t("intake.paste_hint")

    def action_take(self) -> None:
        self.dismiss(self.query_one(TextArea).text)


class ReadingDialog(Dialog[list[ReadFile]]):
    """Reads the files in a thread and says how far it is; Esc stops, and nothing is taken in."""

    def __init__(self, sources: Sequence[Source]) -> None:
        super().__init__(t("intake.reading_title"), t("intake.reading", done=0, count=len(sources)))
        self._sources = sources
        self._stop = Event()

    def hint(self) -> str:
        return t("intake.reading_hint")

    def on_mount(self) -> None:
        self.run_worker(self._read(), exit_on_error=True)

    def do_dialog_cancel(self) -> None:
        self._stop.set()
        self.dismiss(None)

    async def _read(self) -> None:
        read = await asyncio.to_thread(read_sources, self._sources, self._told, self._stop.is_set)
        if not self._stop.is_set():
            self.dismiss(read)

    def _told(self, done: int, count: int) -> None:
        if not self._stop.is_set():
            self.app.call_from_thread(partial(self._show, done, count))

    def _show(self, done: int, count: int) -> None:
        for line in self.query(".dialog-text").results(Static):
            line.update(Text(t("intake.reading", done=done, count=count)))


async def take_in_from(app: App[Any], desk: Desk) -> TakenIn | None:
    """Ask what is to be taken in, read and show it, and do it; None when nothing was."""
    sources = await _sources(app, desk)
    if sources is None:
        return None
    if not sources:
        app.notify(t("intake.nothing"))
        return None
    read = await app.push_screen_wait(ReadingDialog(sources))
    if not read:
        return None
    arrivals = judge(desk, read)
    wanted = [one for one in arrivals if not one.left_out]
    title = t("intake.confirm", count=len(wanted)) if wanted else t("intake.nothing_new")
    if not await app.push_screen_wait(Confirm(title, summary(arrivals))) or not wanted:
        return None
    done = take_in(desk, arrivals)
    clear_out(path for path in done.taken if any(one.path == path and one.came_by == "dropbox" for one in sources))
    return done


def summary(arrivals: Sequence[Arrival]) -> str:
    """How many of each outcome, and why the first of those that are left out stay."""
    counts = Counter(map(outcome_of, arrivals))
    counted = [
        f"{t(f'intake.outcome.{one}')} {counts[one]}" for one in _OUTCOMES if counts[one]
    ]  # family intake.outcome.*
    told = [one.left_out for one in arrivals if one.left_out and not one.is_here]
    told += [one.read.found.problem for one in arrivals if not one.left_out and one.read.found.problem]
    more = [t("intake.more", count=len(told) - _MOST_TOLD)] if len(told) > _MOST_TOLD else []
    return "\n".join((t("intake.gap").join(counted), *told[:_MOST_TOLD], *more))


async def _sources(app: App[Any], desk: Desk) -> list[Source] | None:
    ways = [(_FOLDER, t("intake.from_folder"))]
    if judges(desk):
        box = sources_in_box(desk)
        ways += [(_BOX, t("intake.from_box", count=len(box)))] if box else []
    ways.append((_PASTE, t("intake.from_paste")))
    way = await app.push_screen_wait(Choose(t("intake.from_where"), ways))
    if way == _FOLDER:
        path = await _ask_folder(app, desk)
        return None if path is None else sources_in([path])
    if way == _PASTE:
        text = await app.push_screen_wait(PasteText(t("intake.paste_title")))
        return [pasted(text)] if text and text.strip() else None
    return sources_in_box(desk) if way == _BOX else None


async def _ask_folder(app: App[Any], desk: Desk) -> Path | None:
    """One of the folders in the usual places, the one used last first, or any path."""
    last = str(preference(desk.store, LAST_FOLDER) or "")
    options = [(str(path), f"{path.name}  {shown_path(path.parent)}") for path in _folders(last)]
    chosen = await app.push_screen_wait(
        Choose(t("intake.which_folder"), [*options, (_OTHER, t("intake.other_folder"))])
    )
    if chosen is None:
        return None
    path = Path(chosen) if chosen != _OTHER else await app.push_screen_wait(FolderPath(t("intake.folder_path"), last))
    if path is not None:
        prefer(desk.store, LAST_FOLDER, str(path))
    return path


def _folders(last: str) -> list[Path]:
    """The folders that changed last where people keep them; at most seven."""
    found: dict[Path, float] = {}
    for place in {Path.cwd(), user_desktop_path(), user_downloads_path(), user_documents_path()}:
        try:
            for path in place.iterdir():
                if path.is_dir() and not path.name.startswith(".") and path.name != "backups":
                    found[path] = path.stat().st_mtime
        except OSError:  # a place that is not there, or that this person may not read
            continue
    newest = sorted(found, key=lambda path: -found[path])
    first = [Path(last)] if last and Path(last).is_dir() else []
    return list(dict.fromkeys([*first, *newest]))[:_MOST_FOLDERS]
