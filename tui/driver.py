"""Textual's driver for Unix terminals, made to understand and to survive what some of them send.

That is a byte that is not UTF-8 (an old terminal set to GBK), text wrapped in the Kitty protocol although nobody asked
for it, keys that Textual's parser does not know, and answers that would otherwise be typed into a cell. It sends only
what changes the screen, and wraps a copy to the clipboard for what lies between (`tui.clipboard`).
"""

from __future__ import annotations

import codecs
import os
import re
from functools import partial
from typing import Any

from textual.drivers import linux_driver

from tui.clipboard import COPIES, sent_through
from tui.shown import Shown

REPLACED = "\ufffd"
"""What a broken byte becomes; the app answers it with a sentence instead of typing it."""

_WRAPPED = re.compile(r"\x1b\[0;\d*;([\d:]+)u")
_BEGUN = re.compile(r"\x1b(?:\[0;[\d:;]*|O)\Z")
_LONGEST_BEGINNING = 1000

_KEYS = {
    # Function keys of PuTTY's "VT100+" setting; F1 to F4 are those of every VT100.
    **dict(zip("TUVWXYZ[", ("15~", "17~", "18~", "19~", "20~", "21~", "23~", "24~"), strict=True)),
}
_TYPED = {
    # The number pad where an earlier program has left it in the mode for applications: the parser names the keys, but
    # without their characters nothing would be typed.
    **dict(zip("pqrstuvwxy", "0123456789", strict=True)),
    **dict(zip("jklmno", "*+,-./", strict=True)),
}
_AFTER_ESC_O = re.compile(r"\x1bO([TUVWXYZ\[p-yj-o])")
_ANSWERS = re.compile(r"\x1b\[[?>=][\d;]*[cRnx]|\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\")
"""What a terminal says about itself when another program has asked, and its clipboard's content."""


class TolerantDecoder(codecs.BufferedIncrementalDecoder):
    """Decodes with ``errors="replace"``, and takes the words of an input method out of their wrapping.

    ``CSI 0;;29579:23567u`` is 王小 to the Kitty protocol; with the protocol off Textual would type the digits.
    """

    def __init__(self, encoding: str) -> None:
        super().__init__("replace")
        self._decode = codecs.getincrementaldecoder(encoding)("replace").decode
        self._begun = ""

    def decode(self, input: Any, final: bool = False) -> str:
        text = self._begun + self._decode(input, final)
        text = _WRAPPED.sub(_unwrapped, text)
        if "\x1b" in text:
            text = _AFTER_ESC_O.sub(_known_key, _ANSWERS.sub("", text))
        cut = _BEGUN.search(text)
        if cut and not final and len(cut[0]) < _LONGEST_BEGINNING:
            self._begun = cut[0]
            return text[: cut.start()]
        self._begun = ""
        return text


def _known_key(found: re.Match[str]) -> str:
    if found[1] in _KEYS:
        return f"\x1b[{_KEYS[found[1]]}"
    return _TYPED[found[1]]


def _unwrapped(found: re.Match[str]) -> str:
    codes = [int(code) for code in found[1].split(":") if code]
    return "".join(chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "" for code in codes)


class TolerantDriver(linux_driver.LinuxDriver):
    """Reads through `TolerantDecoder`; otherwise one such byte ends the app (Textual's issue 6456)."""

    _shown = Shown(0, 0)

    def write(self, data: str) -> None:
        if data.startswith(COPIES):
            super().write(sent_through(data, os.environ))
            return
        size = tuple(os.get_terminal_size(self.fileno)) if os.isatty(self.fileno) else (0, 0)
        if size != self._shown.size:
            self._shown = Shown(*size)
        if changes := self._shown.only_changes(data):
            super().write(changes)

    def run_input_thread(self) -> None:
        # The decoder is made inside this method and cannot be handed in.
        linux_driver.getincrementaldecoder = partial(partial, TolerantDecoder)  # pyright: ignore[reportPrivateImportUsage]
        super().run_input_thread()


def driver() -> type[linux_driver.LinuxDriver]:
    """The driver for this terminal."""
    return TolerantDriver
