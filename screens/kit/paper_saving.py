"""Asking where a printed page goes, and what else there is to do with a day of open lessons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import App

from data.formats.page_files import ENDINGS, print_pages
from data.formats.pages import Page
from data.formats.saving import save_bytes
from data.words import t
from screens.kit.importing.paths import SavePath, shown_path


async def save_pages(app: App[int], name: str, pages: Sequence[Page], slips: bool = False) -> str:
    """Save the pages under a name that is proposed; what to tell the person, '' when they think better of it."""
    if not pages:
        return t("paper.nothing")

    def save(path: Path) -> None:
        save_bytes(path, print_pages(pages, path.suffix, slips))

    plain = "".join("_" if mark in '/\\:*?"<>|' else mark for mark in name)
    dialog = SavePath(t("paper.save_as"), shown_path(Path.cwd() / f"{plain}.docx"), ENDINGS, save)
    path = await app.push_screen_wait(dialog)
    return t("paper.printed", path=shown_path(path)) if path else ""
