"""For tests of the frame: a desk without a store, and what the screen shows as plain text."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

from textual.app import App

from models.rules.terms import TermDates


class PlainDesk:
    """A school and a day."""

    school_name = "实验小学"
    who = "office"
    today = date(2026, 11, 23)
    term = TermDates(2026, 1, "2026-09-01", "2027-01-20")

    def source(self, register_id: str) -> Any:
        raise KeyError(register_id)


def screen_text(app: App[Any]) -> str:
    """The lines of the screen, from the picture that Textual exports (which keeps its text readable)."""
    picture = app.export_screenshot()
    lines: dict[float, list[tuple[float, str]]] = {}
    for x, y, words in re.findall(r'<text class="[^"]+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', picture):
        lines.setdefault(float(y), []).append((float(x), unescape(words).replace("\xa0", " ")))
    return "\n".join("".join(words for _, words in sorted(lines[y])) for y in sorted(lines))
