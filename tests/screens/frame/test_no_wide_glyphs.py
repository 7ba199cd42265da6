"""Nothing that the frame draws by itself is two cells wide in a Chinese console: no lines, dots, arrows or ticks."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.actions.desk import Desk
from tests.screens.roster.office import office

ROOT = Path(__file__).parents[3]
READ_NOT_DRAWN = {
    "screens/kit/grid/editors/typed.py",  # what an input method may send, on its way to plain signs
    "screens/kit/prose.py",
    "tui/startup.py",  # the question to the terminal
}
"""Files whose strings name such characters because people type them."""
_BORDER = re.compile(r"\b(border|outline)[a-z-]*\s*:(?!\s*(?:none|ascii|blank|hidden)\b)[^;}]+")


def ambiguous(text: str) -> set[str]:
    """The characters of uncertain width in it, save the one that stands for a broken byte and is never shown."""
    return {character for character in text if unicodedata.east_asian_width(character) == "A"} - {"\ufffd"}


def strings(path: Path) -> Iterator[str]:
    """Every string of a module that is no docstring and no comment."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def modules() -> list[Path]:
    return sorted(path for floor in ("screens", "tui") for path in (ROOT / floor).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_of_the_frame_is_of_uncertain_width(path: Path):
    if str(path.relative_to(ROOT)) in READ_NOT_DRAWN:
        pytest.skip("names such characters without drawing them")
    assert [text for text in strings(path) if ambiguous(text)] == []


def test_no_style_draws_a_border_of_lines():
    styles = {path: path.read_text("utf-8") for path in ROOT.glob("screens/**/*.tcss")}
    styles |= {path: "\n".join(text for text in strings(path) if "{" in text and ":" in text) for path in modules()}
    drawn = {str(path.relative_to(ROOT)): found[0] for path, text in styles.items() if (found := _BORDER.search(text))}
    assert drawn == {}
    assert not any(ambiguous(text) for path, text in styles.items() if path.suffix == ".tcss")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_no_screen_shows_such_a_glyph(desk: Desk, size: tuple[int, int]):
    async with office(desk, size) as it:
        await it.paste("姓名\t性别\n王小明\t男\n李梅\t不详\n")
        seen = [it.shown]  # the preview of the paste
        await it.press("enter")
        for keys in (
            ("f7",),
            ("7",),
            ("f1",),
            ("escape",),
            ("escape",),
            ("f12",),
            ("escape",),
            ("ctrl+s",),
            ("escape",),
        ):
            await it.press(*keys)
            seen.append(it.shown)
        for place in ("1", "3", "8", "9"):
            await it.press("ctrl+o", place)
            seen.append(it.shown)
        assert [line for text in seen for line in text.splitlines() if ambiguous(line)] == []
