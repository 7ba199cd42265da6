"""The term's figures where people would rather look than read; the numbers stand beside every bar."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from data.formats.saving import save_bytes
from data.words import t
from models.actions.desk import Desk
from models.actions.picture_paper import picture_document
from models.actions.pictures import PICTURES, NoPicture, paced, picture
from models.rules.series_pictures import Picture
from models.store.errors import NotAllowed
from screens.kit.dialogs import Choose
from screens.kit.footer import FootLine
from screens.kit.importing.paths import SavePath, shown_path
from screens.kit.overlay import Overlay
from screens.kit.pictures.drawing import Looks, drawn

_EVERYBODY = "*"
_LOOKS = ("title", "done", "rest", "mark", "1", "2", "3", "4")


class PicturesScreen(Overlay):
    """Tab goes from one picture to the next; F3 shows a group, Enter another obligation's pace."""

    AUTO_FOCUS: ClassVar[str | None] = "VerticalScroll"
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pictures--{name}" for name in _LOOKS}
    DEFAULT_CSS = """
    PicturesScreen #pictures-line { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    PicturesScreen VerticalScroll { height: 1fr; padding: 0 1; background: $background; }
    PicturesScreen #picture { height: auto; width: 1fr; background: $background; }
    PicturesScreen > .pictures--title { text-style: bold; }
    PicturesScreen > .pictures--done { background: $primary; color: $background; }
    PicturesScreen > .pictures--rest { background: $panel; color: $foreground; }
    PicturesScreen > .pictures--mark { background: $accent; color: $background; text-style: bold; }
    PicturesScreen > .pictures--1 { color: $foreground; }
    PicturesScreen > .pictures--2 { background: $primary 25%; color: $foreground; }
    PicturesScreen > .pictures--3 { background: $primary 50%; color: $foreground; }
    PicturesScreen > .pictures--4 { background: $primary; color: $background; text-style: bold; }
    """

    def __init__(self, desk: Desk, group: str | None = None, obligation: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.group = group
        self.obligation = obligation
        self.at = PICTURES.index("pace") if obligation else 0
        self.found: Picture | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="pictures-line", markup=False)
        with VerticalScroll():
            yield Static(id="picture", markup=False)
        yield FootLine()

    def on_mount(self) -> None:
        self._count()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def help_text(self) -> str:
        return t("pictures.help")

    def do_pictures_next(self) -> None:
        self._turn(1)

    def do_pictures_before(self) -> None:
        self._turn(-1)

    async def do_pictures_group(self) -> None:
        options = [(_EVERYBODY, t("standing.everybody")), *((name, name) for name in self.desk.groups())]
        chosen = await self.app.push_screen_wait(Choose(t("standing.which_group"), options))
        if chosen:
            self.group = None if chosen == _EVERYBODY else chosen
            self._count()

    async def do_pictures_obligation(self) -> None:
        """The pace of another obligation."""
        options = [(code, f"{code} {title}") for code, title in paced(self.desk, self.group)]
        chosen = await self.app.push_screen_wait(Choose(t("pictures.which"), options)) if options else None
        if chosen:
            self.obligation, self.at = chosen, PICTURES.index("pace")
            self._count()

    def why_not_pictures_save(self) -> str:
        return "" if self.found else t("pictures.nothing_owed")

    async def do_pictures_save(self) -> None:
        found = self.found
        if found is None:
            return

        def save(path: Path) -> None:
            save_bytes(path, picture_document(self.desk, [found]))

        plain = "".join("_" if mark in '/\\:*?"<>|：' else mark for mark in found.title)
        name = t("pictures.file_name", title=plain, day=self.desk.today)
        dialog = SavePath(t("paper.save_as"), shown_path(Path.cwd() / f"{name}.docx"), (".docx",), save)
        if path := await self.app.push_screen_wait(dialog):
            self.host.say(t("paper.printed", path=shown_path(path)))

    def do_pictures_leave(self) -> None:
        self.dismiss(None)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        self.at = (self.at + step) % len(PICTURES)
        self._count()

    def _count(self) -> None:
        """Count anew what is shown."""
        self._why = ""
        try:
            self.found = picture(self.desk, PICTURES[self.at], self.group, self.obligation)
        except (NoPicture, NotAllowed) as refusal:
            self.found, self._why = None, str(refusal)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self._draw()

    def _draw(self) -> None:
        title = self.found.title if self.found else self._why
        words = t("pictures.line", title=title, at=self.at + 1, count=len(PICTURES))
        self.query_one("#pictures-line", Static).update(Text(words, no_wrap=True))
        width = max(40, self.query_one(VerticalScroll).scrollable_content_region.width - 1)
        text = drawn(self.found, width, self._looks) if self.found else Text(self._why)
        self.query_one("#picture", Static).update(text)
        self.query_one(FootLine).refresh()

    @property
    def _looks(self) -> Looks:
        if self.host.ascii_only or self.app.no_color:
            return {}
        return {name: self._style(name) for name in _LOOKS}

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"pictures--{name}", partial=name == "title")
