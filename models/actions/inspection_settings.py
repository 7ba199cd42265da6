"""Which papers the school wants in its folders: the program's list, or the school's own, kept as a setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from data.defaults.inspection import Part, default_text, read_parts
from models.actions.registers import REGISTERS

if TYPE_CHECKING:
    from models.actions.desk import Desk

SETTING = "inspection.papers"
"""The setting that keeps the school's own list as it was given; '' for the program's."""


def papers_text(desk: Desk) -> str:
    """The list in use, to be copied and changed."""
    return str(desk.setting(SETTING, "")) or default_text()


def parts_of(desk: Desk) -> Mapping[str, tuple[Part, ...]]:
    """The parts of a folder by whose it is. Raises FileProblem for a list that this edition cannot read any more."""
    return read_parts(papers_text(desk), REGISTERS)


def keep_papers(desk: Desk, text: str, name: str) -> None:
    """Take a school's own list, as one action; '' goes back to the program's. Raises FileProblem, NotAllowed."""
    if text:
        read_parts(text, REGISTERS, name)
    desk.set_setting(SETTING, text)
