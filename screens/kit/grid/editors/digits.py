"""The editor of telephone numbers, staff numbers and whole numbers."""

from __future__ import annotations

from screens.kit.grid.editors.text import TextEditor


class DigitsEditor(TextEditor):
    """Full-width digits become plain ones as they are typed."""

    folds = True
