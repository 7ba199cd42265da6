"""Terms (学期) and their weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from data.words import t


class BadTerm(ValueError):
    """The text names no term; ``str(error)`` says what is accepted."""


@dataclass(frozen=True, slots=True)
class TermDates:
    """A term by its days (ISO). ``number`` 1 begins in the autumn of ``school_year``, 2 in the spring after."""

    school_year: int
    number: int
    starts_on: str
    ends_on: str

    @property
    def label(self) -> str:
        """'2026 秋' or '2027 春': the season and the year in which the term is taught."""
        season = t("term.autumn") if self.number == 1 else t("term.spring")
        return t("term.label", year=self.school_year + self.number - 1, season=season)

    def week_of(self, day: date) -> int:
        """The school week that the day lies in; week 1 is the week of the term's first day, 0 is before the term."""
        first = date.fromisoformat(self.starts_on)
        monday = first - timedelta(days=first.weekday())
        return max(0, (day - monday).days // 7 + 1)


def term_named(text: str) -> TermDates:
    """The term '2026-1' (autumn 2026) or '2026-2' (spring 2027), with the usual first and last days to start from:
    1 September to 20 January, 20 February to 5 July. Raises BadTerm."""
    year, _, number = text.strip().replace("－", "-").partition("-")
    if not (year.isascii() and year.isdecimal() and 2000 <= int(year) <= 2100 and number in ("1", "2")):
        raise BadTerm(t("term.bad", text=text))
    start = int(year)
    if number == "1":
        return TermDates(start, 1, f"{start}-09-01", f"{start + 1}-01-20")
    return TermDates(start, 2, f"{start + 1}-02-20", f"{start + 1}-07-05")


def term_of(day: date) -> str:
    """The name of the term to propose on a day: '2026-1' from August to January, '2026-2' from February to July."""
    if day.month >= 8:
        return f"{day.year}-1"
    return f"{day.year - 1}-1" if day.month == 1 else f"{day.year - 1}-2"
