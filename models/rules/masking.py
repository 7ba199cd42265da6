"""Personal fields as those see them who need not know them."""

from __future__ import annotations

HIDDEN = "****"
_FIRST, _LAST = 3, 4


def masked(field: str, value: object) -> str:
    """What is shown instead of a value: '138****5678' for a telephone, nothing of anything else; '' for nothing."""
    if value in ("", None, ()):
        return ""
    text = str(value)
    if field == "phone" and len(text) >= _FIRST + _LAST + 2:
        return text[:_FIRST] + HIDDEN + text[-_LAST:]
    return HIDDEN
