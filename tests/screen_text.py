"""For tests of screens: what the screen shows, as plain text."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from textual.app import App


def screen_text(app: App[Any]) -> str:
    """The lines of the screen, from the picture that Textual exports (which keeps its text readable)."""
    picture = app.export_screenshot()
    lines: dict[float, list[tuple[float, str]]] = {}
    for x, y, words in re.findall(r'<text class="[^"]+" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', picture):
        lines.setdefault(float(y), []).append((float(x), unescape(words).replace("\xa0", " ")))
    return "\n".join("".join(words for _, words in sorted(lines[y])) for y in sorted(lines))
