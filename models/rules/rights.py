"""Who may do what to other people's work. Until accounts come, whoever sits at the school's own computer is trusted."""

from __future__ import annotations

REMOTE = "ssh:"
"""How the origin of somebody begins who has come in over the network."""


def may_undo_others(name: str, origin: str, founder: str) -> bool:
    """Whether this person may take back what others did: the one who founded the store, and anybody at its own machine
    (who could write the file anyway); nobody else from far away."""
    return (bool(founder) and name == founder) or not origin.startswith(REMOTE)
