"""How the grid looks. Each meaning has a sign or an attribute beside its colour, so that 16 colours or none will do."""

from __future__ import annotations

STYLES = """
GridView { overflow: hidden auto; scrollbar-size: 0 0; background: $background; color: $foreground; height: 1fr; }
GridView > .grid--header { text-style: bold; background: $panel; color: $foreground; }
GridView > .grid--cell { color: $foreground; }
GridView > .grid--hard { color: $error; text-style: bold; }
GridView > .grid--soft { color: $warning; }
GridView > .grid--owing { color: $warning; }
GridView > .grid--sticky { color: $secondary; text-style: italic; }
GridView > .grid--range { text-style: underline reverse; }
GridView > .grid--cursor { text-style: reverse; }
GridView > .grid--away { text-style: underline; }
GridView > .grid--editor { text-style: underline bold; }
GridView > .grid--caret { text-style: reverse; }
"""

_NAMES = "header cell hard soft owing sticky range cursor away editor caret"

CLASSES = {f"grid--{name}" for name in _NAMES.split()}
"""The names of the styles, as Textual's component classes."""
