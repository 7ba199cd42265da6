"""How it looks: dark, light, the terminal's own 16 colours, no colours, and with nothing but ASCII in pictures.

A look is a Textual theme and whether pictures keep to ASCII. Meaning never rests on colour alone, so that each look can
say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import BUILTIN_THEMES, Theme

_DARK = Theme(
    name="yanxiu-dark",
    primary="#5f87af",
    secondary="#5f8787",
    accent="#d7af5f",
    warning="#d7af5f",
    error="#d75f5f",
    success="#87af5f",
    foreground="#d0d0d0",
    background="#1c1c1c",
    surface="#262626",
    panel="#303030",
    dark=True,
    variables={"block-cursor-background": "#d7af5f", "block-cursor-foreground": "#1c1c1c"},
)
_LIGHT = Theme(
    name="yanxiu-light",
    primary="#005f87",
    secondary="#005f5f",
    accent="#875f00",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    foreground="#262626",
    background="#ffffff",
    surface="#eeeeee",
    panel="#dadada",
    dark=False,
    variables={"block-cursor-background": "#005f87", "block-cursor-foreground": "#ffffff"},
)
_NAMES = (
    "primary",
    "secondary",
    "warning",
    "error",
    "success",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
)
_MONO = Theme(
    name="yanxiu-mono",
    **dict.fromkeys(_NAMES, "ansi_default"),
    boost="ansi_default",
    ansi=True,
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        **dict.fromkeys(
            (
                "block-cursor-foreground",
                "block-cursor-background",
                "border-blurred",
                "input-cursor-foreground",
                "input-cursor-background",
                "input-selection-foreground",
                "input-selection-background",
                "screen-selection-foreground",
                "screen-selection-background",
            ),
            "ansi_default",
        ),
        "block-cursor-text-style": "reverse",
        "input-cursor-text-style": "reverse",
    },
)
THEMES = (_DARK, _LIGHT, _MONO)


@dataclass(frozen=True, slots=True)
class Look:
    """``id`` is what ``--theme`` takes; ``theme`` the Textual theme; ``ascii`` keeps pictures to ASCII."""

    id: str
    theme: str
    ascii: bool = False


LOOKS = {
    look.id: look
    for look in (
        Look("dark", "yanxiu-dark"),
        Look("light", "yanxiu-light"),
        Look("16", "ansi-dark"),
        Look("16-light", "ansi-light"),
        Look("mono", "yanxiu-mono"),
        Look("ascii", "ansi-dark", ascii=True),
    )
}
assert all(look.theme.startswith("yanxiu") or look.theme in BUILTIN_THEMES for look in LOOKS.values())


def look_for(asked: str, colours: str | None, no_color: bool) -> Look:
    """The look to begin with: what was ``asked`` for, else what the terminal's ``colours`` (Rich's name) allow."""
    if no_color and asked != "ascii":
        return LOOKS["mono"]
    if asked in LOOKS:
        return LOOKS[asked]
    return LOOKS["dark"] if colours in ("256", "truecolor") else LOOKS["16"]
