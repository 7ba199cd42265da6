"""What the inbox does besides reading: find over all years, compare with others, give out papers as files."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from data.formats import collection as volumes
from data.formats.page_files import ENDINGS as PAGE_ENDINGS
from data.formats.page_files import print_pages
from data.formats.saving import save_bytes
from data.words import t
from models.actions.desk import Desk
from models.actions.likeness import ensure_author_or_office
from models.actions.reflection_papers import (
    booklet,
    collection,
    collection_files,
    exchange_records,
    filing_sheet,
    note_given_out,
)
from models.actions.reflection_pieces import Piece, Wanted
from models.actions.reflections import teacher_id
from models.rules.rights import REMOTE
from models.store.errors import NotAllowed
from screens.kit.dialogs import Choose, Tell
from screens.kit.importing.paths import SavePath, shown_path
from screens.kit.inbox.finding import FindingSheet
from screens.kit.inbox.likeness import LikenessSheet
from screens.kit.page import Page

PAPERS = ("index", "person", "group", "limits", "booklet", "records")


class GivesOut(Page):
    """A page with reflections, of which one is under the cursor."""

    _wanted: Wanted
    _looked_for = ""

    @property
    def desk(self) -> Desk:
        return cast(Desk, self.host.desk)

    @property
    @abstractmethod
    def chosen(self) -> Piece | None:
        """The piece under the cursor."""

    @abstractmethod
    def limit(self, wanted: Wanted, box: str = "") -> None:
        """Show only what is wanted, in that box."""

    @abstractmethod
    def read_list(self, reflection: int | None = None) -> None:
        """Read the list anew; the cursor goes to that piece."""

    async def do_inbox_find(self) -> None:
        """Find by words over all years; the words stay for the next time."""
        sheet = FindingSheet(self.desk, replace(self._wanted, states=()), self._looked_for)
        found = await self.app.push_screen_wait(sheet)
        self._looked_for = sheet.typed
        if found is not None:
            self.limit(Wanted(states=()), "all")
            self.read_list(found)

    async def do_inbox_likeness(self) -> None:
        """What of the chosen one stands in others."""
        if piece := self.chosen:
            await self.app.push_screen_wait(LikenessSheet(self.desk, piece.id))

    def why_not_inbox_likeness(self) -> str:
        return why_not_compare(self.desk, self.chosen)

    async def do_inbox_papers(self) -> None:
        """Save the filing sheet, a collection, the booklet or the records of exchanges."""
        options = [(name, words) for name in PAPERS if (words := self._paper_words(name))]
        paper = await self.app.push_screen_wait(Choose(t("collection.which"), options))
        if paper is None:
            return
        words = await save_paper(self, paper)
        if words:
            self.host.say(words)

    def why_not_inbox_papers(self) -> str:
        """What people wrote is not left lying on the server's disk."""
        return t("collection.remote") if self.desk.store.actor.origin.startswith(REMOTE) else ""

    def _paper_words(self, paper: str) -> str:
        """What a paper is called in the list; '' where it cannot be had here."""
        piece = self.chosen
        if paper == "person":
            return t("collection.of", what=piece.name) if piece and piece.name else ""
        if paper == "group":
            return t("collection.of", what=piece.group) if piece and piece.group else ""
        return t(f"collection.paper.{paper}")  # family collection.paper.*


def why_not_compare(desk: Desk, piece: Piece | None) -> str:
    """Why what stands in others cannot be shown of that piece, in a sentence; ''."""
    if piece is None:
        return t("reflections.box_empty")
    try:
        ensure_author_or_office(desk, teacher_id(piece.staff_no))
    except NotAllowed as refusal:
        return str(refusal)
    return ""


async def save_paper(page: GivesOut, paper: str) -> str:
    """Ask where to and save; what to tell the person, '' when they think better of it."""
    desk, piece, wanted = page.desk, page.chosen, replace(page._wanted, states=())
    if paper == "person" and piece:
        wanted = replace(wanted, teachers=(piece.staff_no,), group="")
    elif paper == "group" and piece:
        wanted = replace(wanted, teachers=(), group=piece.group)
    name, endings, content, told = _content(desk, paper, wanted)
    if content is None:
        return told or t("collection.nothing")

    def save(path: Path) -> None:
        save_bytes(path, content(path.suffix.lower()))

    start = shown_path(Path.cwd() / f"{volumes.file_name(name)}{endings[0]}")
    path = await page.app.push_screen_wait(SavePath(t("paper.save_as"), start, endings, save))
    if path is None:
        return ""
    saved = t("paper.printed", path=shown_path(path))
    if told:
        await page.app.push_screen_wait(Tell(saved, told))
    return saved


def _content(desk: Desk, paper: str, wanted: Wanted) -> tuple[str, tuple[str, ...], Callable[[str], bytes] | None, str]:
    """A paper's name, the endings it can have, what makes its content for an ending (None for nothing to print), and
    what the person should know besides."""
    if paper == "index":
        page = filing_sheet(desk, wanted)
        make = (lambda ending: print_pages([page], ending)) if page.blocks[0].rows else None
        return page.title, PAGE_ENDINGS, make, ""
    told = ""
    if paper == "records":
        since, until = (f"{wanted.month}-01", f"{wanted.month}-31") if wanted.month else (wanted.since, wanted.until)
        volume = exchange_records(desk, since, until, wanted.group)
    elif paper == "booklet":
        found = booklet(desk, wanted)
        volume = found.volume
        if found.without_consent:
            names = "、".join(dict.fromkeys(piece.name for piece in found.without_consent))
            told = t("collection.without", count=len(found.without_consent), names=names)
    else:
        volume = collection(desk, wanted)
    if not volume.writings:
        return volume.title, volumes.ENDINGS, None, told

    def make_volume(ending: str) -> bytes:
        if ending == ".zip":
            return collection_files(desk, wanted)
        note_given_out(desk, volume.title, len(volume.writings))
        return volumes.as_document(volume) if ending == ".docx" else f"{volumes.as_text(volume)}\n".encode()

    endings = volumes.ENDINGS[:2] if paper in ("booklet", "records") else volumes.ENDINGS
    return volume.title, endings, make_volume, told
