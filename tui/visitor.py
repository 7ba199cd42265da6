"""Somebody who has come in over SSH, by the key they have shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui.preferences import Preferences

if TYPE_CHECKING:
    from models.store import Actor


@dataclass(frozen=True, slots=True)
class Visitor:
    """The account's login, who acts, and the key's fingerprint."""

    login: str
    actor: Actor
    fingerprint: str

    def preferences(self, store_file: Path) -> Preferences:
        """What this person chose in the app, kept beside the store: the server's own folder is everybody's."""
        return Preferences(serve_folder(store_file) / "people" / f"{self.login}.toml")


def serve_folder(store_file: Path) -> Path:
    """Where the server keeps its keys and settings for a store."""
    return store_file.with_name(f"{store_file.name}.serve")
