"""What must be settled before Textual is imported: its switches, the terminal's encoding and its width of “ ” …

Sources: GRID.md §5 and §6, measured on Textual 8.2.8.
"""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import sys
import threading
import time
from collections.abc import Callable

SWITCHES = {
    # With the Kitty protocol on, an input method's commit of five characters or more arrives as garbage.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    # Esc followed by a digit within this many milliseconds would be read as Alt+digit.
    "ESCDELAY": "30",
    # Nothing moves by itself: every byte may travel over a slow line.
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
}
DRAIN_SECONDS = "YANXIU_DRAIN_SECONDS"
"""The variable in which the server says how long it waits for people after it has told them that it will close."""
PROBE_SECONDS = 0.5
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")


def prepare() -> None:
    """Set the switches and let a hang-up end the program at once. Raises RuntimeError when Textual is already there."""
    if "textual" in sys.modules and os.environ.get("TEXTUAL_DISABLE_KITTY_KEY") != "1":
        raise RuntimeError("prepare() must run before the first import of textual")
    os.environ.update({name: value for name, value in SWITCHES.items() if name not in os.environ})
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    if hasattr(signal, "SIGHUP"):
        # Every cell that was left is written already; waiting for a terminal that is gone only burns the processor.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if hasattr(signal, "SIGUSR1"):
        # Until there is a screen to say it on; it must not end the program.
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def when_told_to_close(do: Callable[[], None]) -> None:
    """Call it, in the running loop, when the server says (by SIGUSR1) that it will close."""
    if hasattr(signal, "SIGUSR1") and threading.current_thread() is threading.main_thread():
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, do)


def is_utf8(encoding: str | None) -> bool:
    """Whether a stream of that encoding can carry Chinese and Textual's own output."""
    return (encoding or "").lower().replace("-", "").replace("_", "") in ("utf8", "utf8sig")


def is_wide(setting: str = "auto") -> bool:
    """Whether the terminal draws ambiguous characters (“ ” … ·) two cells wide: the setting, else a question to it."""
    if setting in ("wide", "narrow"):
        return setting == "wide"
    return probed_width() == 2


def probed_width(seconds: float = PROBE_SECONDS) -> int:
    """How many cells the terminal moves for “, by asking for the cursor's place; 1 where it does not answer in time."""
    try:
        import termios
        import tty
    except ImportError:
        return 1
    source, target = sys.__stdin__, sys.__stdout__
    if source is None or target is None or not (source.isatty() and target.isatty()):
        return 1
    before = termios.tcgetattr(source.fileno())
    try:
        tty.setcbreak(source.fileno())
        os.write(target.fileno(), "\r“\x1b[6n".encode())
        column = _answered_column(source.fileno(), seconds)
        os.write(target.fileno(), b"\r\x1b[K")
    finally:
        termios.tcsetattr(source.fileno(), termios.TCSADRAIN, before)
    return column - 1 if column in (2, 3) else 1


def _answered_column(fileno: int, seconds: float) -> int:
    """The column in the terminal's answer; 0 without one."""
    answer = b""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and select.select([fileno], [], [], left)[0]:
        answer += os.read(fileno, 64)
        if found := _ANSWER.search(answer):
            return int(found[1])
    return 0
