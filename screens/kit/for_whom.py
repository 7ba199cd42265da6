"""Asking whom a list is for, and what it is for, before it leaves the school's own screens."""

from __future__ import annotations

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.registers.register import Register
from models.rules.readers import Reader, reader_title, why_not_for
from screens.kit.dialogs import Ask, Choose

_ORDER = (Reader.INTERNAL, Reader.PUBLIC, Reader.UPWARD)


async def ask_for_whom(app: App[int], desk: Desk, register: Register) -> tuple[Reader, str] | None:
    """The reader and the purpose; None when the person thinks better of it. The internal version comes first."""
    options = [
        (str(one), f"{reader_title(one)}  {t(f'readers.{one}_help')}")  # family readers.*
        for one in _ORDER
        if not why_not_for(one, register.id, register.title)
    ]
    chosen = await app.push_screen_wait(Choose(t("readers.which"), options))
    if not chosen:
        return None
    text = t("readers.why_text")
    while (purpose := await app.push_screen_wait(Ask(t("readers.why"), text))) is not None:
        if purpose.strip():
            return Reader(chosen), purpose.strip()
        text = t("readers.why_needed")
    return None
