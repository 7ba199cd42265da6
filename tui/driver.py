"""Textual's driver for Unix terminals. It survives what some of them send: a byte that is not UTF-8 (an old terminal
set to GBK), and text wrapped in the Kitty protocol although nobody asked for it. It sends only what changes the screen.
"""

from __future__ import annotations

import codecs
import os
import re
from functools import partial
from typing import Any

from textual.drivers import linux_driver

from tui.shown import Shown

REPLACED = "\ufffd"
"""What a broken byte becomes; the app answers it with a sentence instead of typing it."""

_WRAPPED = re.compile(r"\x1b\[0;\d*;([\d:]+)u")
_BEGUN = re.compile(r"\x1b\[0;[\d:;]*\Z")
_LONGEST_BEGINNING = 1000


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
        cut = _BEGUN.search(text)
        if cut and not final and len(cut[0]) < _LONGEST_BEGINNING:
            self._begun = cut[0]
            return text[: cut.start()]
        self._begun = ""
        return text


def _unwrapped(found: re.Match[str]) -> str:
    codes = [int(code) for code in found[1].split(":") if code]
    return "".join(chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else "" for code in codes)


class TolerantDriver(linux_driver.LinuxDriver):
    """Reads through `TolerantDecoder`; otherwise one such byte ends the app (Textual's issue 6456)."""

    _shown = Shown(0, 0)

    def write(self, data: str) -> None:
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
