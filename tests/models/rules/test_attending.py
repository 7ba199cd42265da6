"""Who was missing where everybody had to be, and whom a lesson that everybody gives is still owed by."""

from __future__ import annotations

from models.rules.attending import Missing, coverage, missing_from


def test_who_was_missing_is_told_with_the_reason():
    assert missing_from("abcd", "ac", {"d": "病假"}) == [Missing("b"), Missing("d", "病假")]


def test_coverage_tells_the_first_lesson_what_is_planned_and_who_is_missing():
    lessons = [
        ("a", "2026-10-14", True),
        ("a", "2026-09-09", True),
        ("b", "2026-12-02", False),
        ("x", "2026-09-02", True),
    ]
    found = coverage(["a", "b", "c"], [*lessons, ("a", "2026-12-09", False)])
    assert found.given == {"a": "2026-09-09"}
    assert found.planned == {"b": "2026-12-02"}
    assert found.missing == ("c",)
