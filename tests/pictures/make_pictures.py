"""Makes the README's pictures from the running program: the app on the sample school, as it draws itself.

.venv/bin/python tests/pictures/make_pictures.py
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from datetime import date
from html import escape, unescape
from pathlib import Path

os.environ.update(TEXTUAL_DISABLE_KITTY_KEY="1", TEXTUAL_ANIMATIONS="none", COLORTERM="truecolor")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from rich.cells import cell_len  # noqa: E402

from data import words  # noqa: E402
from models.actions.desk import Desk  # noqa: E402
from models.actions.sample import found_sample  # noqa: E402
from models.store import Actor  # noqa: E402
from tui.app import YanxiuApp  # noqa: E402

SIZE = (110, 30)
TODAY = date(2026, 11, 24)
KEYS = {
    "roster": ["2", "down", "down", "right", "right", "right"],
    "needs": ["8"],
    "plan": ["6", "f3", "f3", "f3", "f3", "f3"],
}
_FONT_FACE = re.compile(r"@font-face \{.*?\}", re.DOTALL)
_RUN = re.compile(
    r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" clip-path="([^"]*)">([^<]*)</text>'
)
_CELL = 12.2  # what Textual takes for the width of a cell
_FONT = '"Noto Sans Mono CJK SC", "Sarasa Mono SC", "Microsoft YaHei Mono", "Fira Code", monospace'


async def picture(desk: Desk, keys: list[str]) -> str:
    """The screen after those keys, as SVG that names fonts of the reader's own machine and fetches none."""
    app = YanxiuApp(desk, "dark")
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        svg = app.export_screenshot(title="")
    svg = _RUN.sub(placed, _FONT_FACE.sub("", svg)).replace("YanxiuApp", "yanxiu")
    return re.sub(r"font-family: [^;]+;", f"font-family: {_FONT};", svg)


def placed(run: re.Match[str]) -> str:
    """A run of text with every character at its own cell, since no two fonts agree on how wide Chinese is."""
    css, left, y, clip, text = run.groups()
    x, shown = float(left), []
    for character in unescape(text):
        if character not in " \xa0":
            shown.append(f'<tspan x="{x:.1f}">{escape(character)}</tspan>')
        x += _CELL * cell_len(character)
    return f'<text class="{css}" y="{y}" clip-path="{clip}">{"".join(shown)}</text>' if shown else ""


def main() -> None:
    words.use("zh_CN")
    with (
        tempfile.TemporaryDirectory() as folder,
        found_sample(Path(folder) / "sample.db", Actor("张主任", "office"), history=True) as store,
    ):
        desk = Desk(store, today=lambda: TODAY)
        for name, keys in KEYS.items():
            target = HERE / f"{name}.svg"
            target.write_text(asyncio.run(picture(desk, keys)), "utf-8")
            print(target.relative_to(HERE.parents[1]))


if __name__ == "__main__":
    main()
