"""Moments as people type them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.rules.moments import moment_of

AT = datetime(2026, 11, 26, 14, 30)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1203", 1203),
        ("#7", 7),
        ("5m", AT - timedelta(minutes=5)),
        ("5分钟", AT - timedelta(minutes=5)),
        ("2小时前", AT - timedelta(hours=2)),
        ("1d", AT - timedelta(days=1)),
        ("14:02", datetime(2026, 11, 26, 14, 2, 59, 999_999)),
        ("2026-11-24 9:05:07", datetime(2026, 11, 24, 9, 5, 7, 999_999)),
        ("2026/11/24 9：05", datetime(2026, 11, 24, 9, 5, 59, 999_999)),
        ("2026-11-24", datetime(2026, 11, 24, 23, 59, 59, 999_999)),
    ],
)
def test_what_people_type(text: str, meant: int | datetime):
    assert moment_of(text, AT) == meant


@pytest.mark.parametrize(
    "text", ["", "gestern", "25:00", "2026-13-01", "5x", "2026-11-24 9", "9999-12-31", "9" * 19, "9" * 5000]
)
def test_what_is_no_moment_is_told_with_what_is_accepted(text: str):
    with pytest.raises(ValueError, match="14:02"):
        moment_of(text, AT)
