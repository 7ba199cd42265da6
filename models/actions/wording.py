"""What an action of the history is called: 'roster.type' is 'typing in the roster'."""

from __future__ import annotations

from data.words import t


def action_title(action: str) -> str:
    """The action in the person's words; the bare id for one that a newer program wrote."""
    scope, _, gesture = action.partition(".")
    if not gesture:
        return _known(f"action.{scope}", action)  # family action.*
    whole = t(f"action.whole.{scope}_{gesture}")  # family action.whole.*
    if not whole.startswith("<"):
        return whole
    register = _known(f"register.{scope}", scope)  # family register.*
    return t("action.in_register", register=register, gesture=_known(f"action.gesture.{gesture}", gesture))


def _known(key: str, otherwise: str) -> str:
    words = t(key)
    return otherwise if words.startswith("<") else words
