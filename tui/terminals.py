"""What TERM says of a terminal, as far as it changes what is shown: nothing is asked of the terminal itself."""

from __future__ import annotations

_NO_SCREEN = ("", "dumb", "unknown")
_NO_COLOURS = ("vt", "ansi-m")


def can_draw(term: str) -> bool:
    """Whether the terminal can put text where it is told to."""
    return term not in _NO_SCREEN


def is_console(term: str) -> bool:
    """Whether it is the Linux console: 16 colours, its own few characters and no Chinese ones."""
    return term == "linux" or term.startswith("linux-")


def usual_look(term: str) -> str:
    """The look, of `screens.kit.theme.LOOKS`, that suits the terminal where nobody asked for one; '' for any."""
    if is_console(term):
        return "ascii"
    return "mono" if term.startswith(_NO_COLOURS) else ""


def draws_ascii_only(term: str) -> bool:
    """Whether pictures must keep to ASCII."""
    return is_console(term) or term.startswith(_NO_COLOURS)
