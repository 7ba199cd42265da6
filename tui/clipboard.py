"""The sequence that copies into a terminal's clipboard (OSC 52), and its way through tmux and GNU screen.

A program behind tmux reaches the terminal in one of two ways, by the user's settings: tmux takes the plain sequence
where ``set-clipboard`` is ``on``, and hands on a wrapped one where ``allow-passthrough`` is. Both are sent, since each
is ignored where it is not wanted. GNU screen hands on pieces of a bounded length. Over SSH only TERM says what there
is in between, and ``screen-256color`` may be either: what screen wants means nothing to tmux.
"""

from __future__ import annotations

from collections.abc import Mapping

COPIES = "\x1b]52;"
_PIECE = 240  # characters; screen keeps no more than 256 of a string

_WITHOUT = ("linux", "dumb", "vt", "ansi", "cons", "sun", "unknown")
"""Beginnings of TERM for terminals of which none has a clipboard."""


def has_clipboard(environment: Mapping[str, str]) -> bool:
    """False where the terminal certainly has none; whether any other takes what is sent, nobody can know."""
    return not environment.get("TERM", "").startswith(_WITHOUT)


def sent_through(sequence: str, environment: Mapping[str, str]) -> str:
    """What to send so that the terminal behind tmux or screen gets the sequence."""
    term = environment.get("TERM", "")
    if environment.get("TMUX") or term.startswith("tmux"):
        return sequence + "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if environment.get("STY") or term.startswith("screen"):
        pieces = (sequence[start : start + _PIECE] for start in range(0, len(sequence), _PIECE))
        return sequence + "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence
