"""Saving agreements, of one pair or of all, and the list for the ceremony: where to is asked."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from textual.app import App

from data.formats.saving import save_bytes
from data.words import t
from models.actions.desk import Desk
from models.actions.pairing_agreement import ENDINGS, agreements, ceremony, print_agreements
from screens.kit.importing.paths import SavePath, shown_path
from screens.kit.paper_saving import save_pages


async def save_agreements(app: App[Any], desk: Desk, pair_ids: Collection[int] | None, name: str) -> str:
    """The agreements of these pairs, None for all that are not over, in one file; what to tell."""
    papers = agreements(desk, pair_ids)
    if not papers:
        return t("pairing.nothing_to_print")

    def save(path: Path) -> None:
        save_bytes(path, print_agreements(papers, path.suffix))

    proposed = shown_path(Path.cwd() / f"{name}.docx")
    path = await app.push_screen_wait(SavePath(t("paper.save_as"), proposed, ENDINGS, save))
    return t("pairing.printed", count=len(papers), path=shown_path(path)) if path else ""


async def save_ceremony(app: App[Any], desk: Desk) -> str:
    """The list of the ceremony; what to tell."""
    page = ceremony(desk)
    return await save_pages(app, page.title, [page])
