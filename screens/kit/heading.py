"""Whose desk this is and when: the words at the top of the app and of the printed home page."""

from __future__ import annotations

from data.words import t
from screens.kit.desk import Desk


def heading(desk: Desk) -> str:
    """School, term, week and weekday: '实验小学  2026 秋 第13周 周一'."""
    weekday = t(f"home.weekday_{desk.today.isoweekday()}")  # family home.weekday_*
    term = desk.term
    if term is None:
        return f"{desk.school_name}  {desk.today} {weekday}"
    week = term.week_of(desk.today)
    where = t("home.week", week=week) if desk.today.isoformat() <= term.ends_on and week else t("home.holiday")
    return f"{desk.school_name}  {term.label} {where} {weekday}"
