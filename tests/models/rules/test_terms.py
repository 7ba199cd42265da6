from datetime import date

import pytest

from models.rules.terms import BadTerm, term_named, term_of


def test_a_term_has_usual_days_and_a_label() -> None:
    autumn, spring = term_named("2026-1"), term_named("2026-2")
    assert (autumn.label, autumn.starts_on) == ("2026 秋", "2026-09-01")
    assert (spring.label, spring.starts_on) == ("2027 春", "2027-02-20")


def test_weeks_begin_on_monday() -> None:
    term = term_named("2026-1")  # 1 September 2026 is a Tuesday
    assert [term.week_of(date(2026, 9, d)) for d in (1, 6, 7)] == [1, 1, 2]
    assert term.week_of(date(2026, 11, 24)) == 13
    assert term.week_of(date(2026, 8, 1)) == 0


@pytest.mark.parametrize("text", ["2026", "2026-3", "26-1", "abc", "", "1999-1"])
def test_a_bad_term_is_told_what_is_accepted(text: str) -> None:
    with pytest.raises(BadTerm, match="2026-1"):
        term_named(text)


@pytest.mark.parametrize(
    ("day", "name"), [(date(2026, 9, 1), "2026-1"), (date(2027, 1, 5), "2026-1"), (date(2027, 3, 1), "2026-2")]
)
def test_the_term_to_propose(day: date, name: str) -> None:
    assert term_of(day) == name
