"""Textual's driver for Unix terminals, made to survive a byte that is not UTF-8 (an old terminal set to GBK)."""

from __future__ import annotations

from codecs import getincrementaldecoder
from functools import partial
from typing import Any

from textual.drivers import linux_driver

REPLACED = "\ufffd"
"""What a broken byte becomes; the app answers it with a sentence instead of typing it."""


def _tolerant(encoding: str) -> Any:
    return partial(getincrementaldecoder(encoding), errors="replace")


class TolerantDriver(linux_driver.LinuxDriver):
    """Decodes with ``errors="replace"``; otherwise one such byte ends the app (Textual's issue 6456)."""

    def run_input_thread(self) -> None:
        # The decoder is made inside this method and cannot be handed in.
        linux_driver.getincrementaldecoder = _tolerant  # pyright: ignore[reportPrivateImportUsage]
        super().run_input_thread()


def driver() -> type[linux_driver.LinuxDriver]:
    """The driver for this terminal."""
    return TolerantDriver
