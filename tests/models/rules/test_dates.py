"""Every way of writing a date comes to one value, at the precision that was written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.registers.problem import Unreadable
from models.rules.dates import Ambiguous, age_on, parse_partial_date, show_partial_date, years_since

TODAY = date(2026, 10, 13)
BORN = {"earliest": date(1940, 1, 1), "latest": date(2010, 12, 31), "today": TODAY}
WORKED = {"earliest": date(1960, 1, 1), "latest": date(2059, 12, 31), "today": TODAY}
HELD = {"earliest": None, "latest": None, "today": TODAY, "day_required": True}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("850312", "1985-03-12"),
        ("19850312", "1985-03-12"),
        ("1985.3.12", "1985-03-12"),
        ("1985年3月12日", "1985-03-12"),
        ("1985年03月12号", "1985-03-12"),
        ("85.3.12", "1985-03-12"),
        ("1985/3/12", "1985-03-12"),
        ("1985 3 12", "1985-03-12"),
        ("1985-03-12 00:00:00", "1985-03-12"),
        ("1985-03-12T08:30", "1985-03-12"),
        ("12-Mar-85", "1985-03-12"),
        ("March 12, 1985", "1985-03-12"),
        ("25/12/1985", "1985-12-25"),
        ("31118", "1985-03-12"),
        ("31118.0", "1985-03-12"),
        ("一九八五年三月十二日", "1985-03-12"),
        ("一九八五年十二月二十三日", "1985-12-23"),
        ("１９８５．３．１２", "1985-03-12"),
        ("1985。3。12", "1985-03-12"),
        ("1985.3", "1985-03"),
        ("1985.10", "1985-10"),
        ("198503", "1985-03"),
        ("1985年3月", "1985-03"),
        ("1985年3月生", "1985-03"),
        ("1985-3-", "1985-03"),
        ("85.3", "1985-03"),
        ("8503", "1985-03"),
        ("Mar-85", "1985-03"),
        ("一九八五年三月", "1985-03"),
        ("二〇〇七年九月", "2007-09"),
        ("1985-03-00", "1985-03"),
        ("　1985.3\u200b ", "1985-03"),
        ("", ""),
        ("　", ""),
    ],
)
def test_a_birth_date_is_read_as_written(typed: str, value: str):
    assert parse_partial_date(typed, **BORN) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0709", "2007-09"),
        ("200709", "2007-09"),
        ("2012-12", "2012-12"),
        ("197208", "1972-08"),
        ("2021/8/16", "2021-08-16"),
    ],
)
def test_the_start_of_work_is_a_month_or_a_day(typed: str, value: str):
    assert parse_partial_date(typed, **WORKED) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0912", "2026-09-12"),
        ("0312", "2027-03-12"),
        ("912", "2026-09-12"),
        ("9.12", "2026-09-12"),
        ("9月12日", "2026-09-12"),
        ("12.3", "2026-12-03"),
        ("200103", "2020-01-03"),
        ("t", "2026-10-13"),
        (".", "2026-10-13"),
        ("。", "2026-10-13"),
        ("今天", "2026-10-13"),
        ("-1", "2026-10-12"),
        ("昨天", "2026-10-12"),
        ("－２", "2026-10-11"),
    ],
)
def test_a_day_of_the_school_year_needs_no_year(typed: str, value: str):
    assert parse_partial_date(typed, **HELD) == value


def test_a_month_and_day_fall_into_the_plausible_term():
    spring = {
        "earliest": date(2026, 2, 20),
        "latest": date(2026, 7, 5),
        "today": date(2026, 8, 20),
        "day_required": True,
    }
    assert parse_partial_date("0312", **spring) == "2026-03-12"


@pytest.mark.parametrize(
    ("typed", "bounds", "readings"),
    [
        ("190512", BORN, ("1905-12", "1919-05-12", "2019-05-12")),
        ("12.3", WORKED, ("2012-03", "2026-12-03")),
        ("112", HELD, ("2027-01-12", "2026-11-02")),
        ("3/12/1985", BORN, ("1985-03-12", "1985-12-03")),
        ("2009", WORKED, ("2020-09",)),
    ],
)
def test_two_plausible_readings_are_offered(typed: str, bounds: dict, readings: tuple[str, ...]):
    with pytest.raises(Ambiguous) as doubt:
        parse_partial_date(typed, **bounds)
    assert doubt.value.readings == readings
    assert all(reading in str(doubt.value) for reading in readings)


def test_the_plausible_range_decides_between_readings():
    assert parse_partial_date("190512", **WORKED) == "2019-05-12"
    assert parse_partial_date("200103", **BORN) == "2001-03"
    assert parse_partial_date("150312", earliest=date(2010, 1, 1), latest=date(2030, 1, 1), today=TODAY) == "2015-03-12"


def test_a_single_reading_is_taken_even_where_it_is_not_plausible():
    assert parse_partial_date("1935-03", **BORN) == "1935-03"


@pytest.mark.parametrize(
    ("typed", "bounds", "said"),
    [
        ("1985-02-30", BORN, "1985 年 2 月没有 30 日"),
        ("850230", BORN, "1985 年 2 月没有 30 日"),
        ("0230", HELD, "2027 年 2 月没有 30 日"),
        ("1985-13", BORN, "没有 13 月"),
        ("1785-03", BORN, "1785 年太远"),
        ("1985", BORN, "只有年份"),
        ("2009", BORN, "只有年份"),
        ("1985年", BORN, "只有年份"),
        ("2026-09", HELD, "只有年月"),
        ("198503", HELD, "只有年月"),
        ("abc", BORN, "「abc」"),
        ("12345", BORN, "「12345」"),
        ("13285970256", BORN, "「13285970256」"),
        ("一十十", BORN, "看不懂"),
        ("[/b]", HELD, "「[/b]」"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed: str, bounds: dict, said: str):
    with pytest.raises(Unreadable, match=said.replace("[", r"\[")):
        parse_partial_date(typed, **bounds)


BIRTHS = st.dates(date(1941, 1, 1), date(2009, 12, 31))
NUMERALS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[str(tens)]}十") + (
        NUMERALS[str(ones)] if ones else ""
    )


@given(BIRTHS)
def test_every_day_reads_back_from_every_form(day: date):
    forms = [
        f"{day:%Y%m%d}",
        f"{day:%Y-%m-%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y-%m-%d} 00:00:00",
        f"{day:%y}.{day.month}.{day.day}",
        f"{day:%d-%b-%Y}",
        str((day - date(1899, 12, 30)).days),
        "".join(NUMERALS[digit] for digit in f"{day.year}") + f"年{_numeral(day.month)}月{_numeral(day.day)}日",
        show_partial_date(day.isoformat()),
    ]
    for form in forms:
        assert parse_partial_date(form, **BORN) == day.isoformat(), form


@given(BIRTHS)
def test_every_month_reads_back_from_every_form(day: date):
    for form in (
        f"{day:%Y%m}",
        f"{day:%Y-%m}",
        f"{day.year}.{day.month}",
        f"{day.year}年{day.month}月",
        f"{day:%b-%y}",
        show_partial_date(f"{day:%Y-%m}"),
    ):
        assert parse_partial_date(form, **BORN) == f"{day:%Y-%m}", form


@given(BIRTHS)
def test_six_digits_are_a_day_unless_they_can_be_a_month_of_the_range(day: date):
    value = parse_partial_date(f"{day:%y%m%d}", **BORN)
    as_month = f"{day:%y%m%d}"[:4], f"{day:%y%m%d}"[4:]
    is_month = "1940" <= as_month[0] <= "2010" and "01" <= as_month[1] <= "12"
    assert value == ("-".join(as_month) if is_month else day.isoformat())


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str):
    for bounds in (BORN, HELD):
        try:
            value = parse_partial_date(text, **bounds)
        except Unreadable:
            continue
        assert value == "" or date.fromisoformat(value if len(value) == 10 else f"{value}-01")


def test_full_years_are_counted_from_the_first_of_a_month_without_a_day():
    assert age_on("1985-03", date(2026, 2, 28)) == 40
    assert age_on("1985-03", date(2026, 3, 1)) == 41
    assert age_on("1985-03-12", date(2026, 3, 11)) == 40
    assert age_on("1985-03-12", date(2026, 3, 12)) == 41
    assert age_on("2004-02-29", date(2023, 2, 28)) == 18
    assert age_on("2004-02-29", date(2023, 3, 1)) == 19


def test_nothing_is_counted_for_an_unknown_or_future_date():
    assert years_since("", TODAY) is None
    assert years_since("2026-11", TODAY) is None
    assert years_since("2026-10", TODAY) == 0
