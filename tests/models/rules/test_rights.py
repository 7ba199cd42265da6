"""The table of rights: who may see and do what, and what those are told who may not."""

from __future__ import annotations

import pytest

from models.rules.masking import masked
from models.rules.rights import RIGHTS, ROLES, Scope, may_do, may_see, may_undo_others, why_not_do, why_not_see


def test_every_line_of_the_table_has_a_letter_for_every_role():
    for name, sides in RIGHTS.items():
        for letters in sides:
            assert len(letters) == len(ROLES), name
            assert set(letters) <= {scope.value for scope in Scope}, name


def test_the_administrator_may_see_and_do_everything_but_use_the_codes_of_others():
    own = {name for name, sides in RIGHTS.items() if sides[1][0] == "o"}
    assert own == {"accounts.first_key"}
    assert may_see("admin", "accounts") is Scope.ALL
    assert may_do("admin", "something.new") is Scope.ALL


@pytest.mark.parametrize(
    ("role", "action", "scope"),
    [
        ("office", "roster.type", "a"),
        ("leader", "roster.type", "-"),
        ("head", "roster.type", "-"),
        ("head", "attendance.type", "g"),
        ("head", "activities.insert", "o"),
        ("teacher", "attendance.type", "-"),
        ("viewer", "attendance.type", "-"),
        ("office", "accounts.codes", "-"),
        ("teacher", "accounts.add_key", "o"),
        ("teacher", "accounts.role", "-"),
        ("office", "settings.set", "a"),
        ("head", "settings.set", "-"),
        ("teacher", "register_nobody_listed.type", "-"),
    ],
)
def test_who_may_do_what(role: str, action: str, scope: str):
    assert may_do(role, action) == Scope(scope)


@pytest.mark.parametrize(
    ("role", "area", "scope"),
    [
        ("viewer", "roster", "a"),
        ("teacher", "attendance", "o"),
        ("head", "attendance", "g"),
        ("teacher", "needs", "-"),
        ("teacher", "history", "o"),
        ("viewer", "history", "-"),
        ("leader", "accounts", "-"),
        ("viewer", "register_nobody_listed", "-"),
    ],
)
def test_who_may_see_what(role: str, area: str, scope: str):
    assert may_see(role, area) == Scope(scope)


def test_a_refusal_says_who_may():
    assert why_not_do("office", "roster.type", "花名册") == ""
    said = why_not_do("teacher", "attendance.type", "考勤")
    for words in ("考勤", "管理员", "教导处", "教研组长（限本组）", "教师"):
        assert words in said
    assert "校领导" in why_not_see("teacher", "needs", "现状分析")


def test_only_administrator_and_office_take_back_what_others_did():
    assert [role for role in ROLES if may_undo_others(role)] == ["admin", "office"]


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("phone", "13812345678", "138****5678"),
        ("phone", "12345", "****"),
        ("phone", "", ""),
        ("born_on", "1985-03", "****"),
        ("age", 41, "****"),
        ("age", None, ""),
    ],
)
def test_what_stands_where_a_value_is_hidden(field: str, value: object, shown: str):
    assert masked(field, value) == shown
