"""At the start, where the store is gone or damaged: say what is left of it, and offer the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from data.words import t
from tui.output import narrate
from tui.status import NO_STORE, Refused

if TYPE_CHECKING:
    from models.store.errors import StoreError
    from models.store.ways_back import WayBack
    from tui.call import Call


class StoreLost(Refused):
    """The store cannot be used and there may be ways back; the words name them, the best first in ``ways``."""

    def __init__(self, file: Path, ways: list[WayBack], words: str) -> None:
        super().__init__(NO_STORE, words)
        self.file = file
        self.ways = ways


def missing(call: Call) -> StoreLost | None:
    """What to say where no store is but there was one; None where nothing on this machine shows that."""
    from models.store.reading import file_at, place_of
    from models.store.ways_back import told, traces, ways_back

    place = place_of(call.place)
    file = file_at(place)
    left = traces(file)
    if not left:
        return None
    ways = ways_back(file)
    sentence = "store.way_missing" if isinstance(place, Path) else "store.way_missing_on_server"
    words = t(sentence, path=place, left="、".join(path.name for path in left[:2]))
    return StoreLost(file, ways, f"{words}\n{told(place, ways)}")


def unusable(call: Call, error: StoreError) -> Refused:
    """How to refuse a store that cannot be opened: with the ways back where it is damaged or gone."""
    from models.store.errors import NotAStore, StoreDamaged, StoreMissing
    from models.store.reading import file_at, place_of
    from models.store.ways_back import told, ways_back

    if isinstance(error, StoreMissing) and not call.ask and (lost := missing(call)):
        return lost
    if call.ask or not isinstance(error, StoreDamaged | NotAStore):
        return Refused(NO_STORE, str(error))
    place = place_of(call.place)
    file = file_at(place)
    ways = ways_back(file)
    if isinstance(error, NotAStore) and not ways:
        return Refused(NO_STORE, str(error))
    return StoreLost(file, ways, f"{error}\n{told(place, ways)}")


def went_back(call: Call, lost: StoreLost) -> bool:
    """Offer the first way to whoever sits at the terminal, and take it; False when nobody agrees."""
    if not lost.ways or not call.interactive:
        return False
    way = lost.ways[0]
    narrate(str(lost))
    if input(t("store.way_ask", source=way.source.name)).strip().lower() not in ("y", "yes", "是"):
        return False
    from models.store.errors import StoreError
    from models.store.restoring import restore
    from models.store.restoring_until import restore_until

    try:
        if way.is_running_copy:
            done, _ = restore_until(call.place, way.source.parent, way.set_id, call.actor)
        else:
            done = restore(call.place, way.source, call.actor)
    except StoreError as error:
        raise Refused(NO_STORE, str(error)) from error
    if done.kept:
        narrate(t("cli.restore_kept", file=done.kept))
    return True
