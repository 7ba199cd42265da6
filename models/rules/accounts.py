"""Which role an account gets when nobody says: from the person's part in the plan's leading group."""

from __future__ import annotations

LEADERS = ("principal", "vice_principal")
OFFICE = ("director", "deputy_director")
HEADS = ("research_head",)


def role_for(position: str, heads_a_group: bool) -> str:
    """Principals look and sign, the directors of studies are the office, heads keep their own groups' registers."""
    if position in LEADERS:
        return "leader"
    if position in OFFICE:
        return "office"
    return "head" if heads_a_group or position in HEADS else "teacher"
