"""The register of accounts (账号): who may come in from elsewhere, and as what."""

from __future__ import annotations

from typing import Any

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.logins import LONGEST, is_login

ACTIVE, OFF = "active", "off"


def _fits_a_login(value: Any, _row: Values, _context: Context) -> Problem | None:
    return None if is_login(value) else Problem("login", t("account.bad_login", login=value))


def _not_for_a_teacher(_value: Any, row: Values, _context: Context) -> Problem | None:
    """An account belongs to one person."""
    return Problem("expert", t("account.one_person")) if row.get("teacher") else None


ACCOUNTS = Register(
    id="accounts",
    columns=(
        Column("teacher", Kind.PERSON, 12, frozen=True, printed=True, synonyms=("教师", "姓名")),
        Column(
            "account_role",
            Kind.CODE,
            10,
            required=True,
            choices="account_role",
            default="",
            printed=True,
            synonyms=("角色", "身份", "权限"),
        ),
        Column(
            "login",
            Kind.TEXT,
            16,
            required=True,
            printed=True,
            max_length=LONGEST,
            synonyms=("登录名", "账号", "用户名"),
            checks=(_fits_a_login,),
        ),
        Column("account_state", Kind.CODE, 6, choices="account_state", printed=True, synonyms=("状态",)),
        Column("key_count", Kind.COMPUTED, 6, printed=True),
        Column("code_until", Kind.COMPUTED, 12, printed=True),
        Column("last_seen", Kind.COMPUTED, 18, printed=True),
        Column("seen_from", Kind.COMPUTED, 16),
        Column(
            "expert",
            Kind.CODE,
            10,
            choices="expert",
            printed=True,
            synonyms=("校外专家", "专家"),
            checks=(_not_for_a_teacher,),
        ),
        Column("account_name", Kind.TEXT, 14, required=True, printed=True, max_length=60, synonyms=("显示名",)),
    ),
    keys=(("login",), ("teacher",)),
    entry=("teacher", "account_role"),
)
