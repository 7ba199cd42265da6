"""花名册: the staff in the grid, and by Ctrl+S any other register."""

from __future__ import annotations

from typing import ClassVar

from screens.kit.register_page import RegisterPage


class RosterScreen(RegisterPage):
    """Begins with the staff."""

    PLACE: ClassVar[str] = "roster"

    def __init__(self) -> None:
        super().__init__("roster")
