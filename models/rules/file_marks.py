"""What else stands in the name of a handed-in file: its kind, month, week, day, class, topic, in any order and with
any separator. What is left over may be a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.rules.reflections import AFTER_LESSON, CASE, EXCHANGE, INSIGHT, OF_TERM

KIND_WORDS = {
    INSIGHT: (
        *("校本研修心得体会", "研修心得体会", "校本研修心得", "研修心得", "学习心得体会", "学习心得", "心得体会"),
        *("研修体会", "学习体会", "研修感悟", "读后感", "听课心得", "心得", "体会", "感悟"),
    ),
    AFTER_LESSON: ("教后反思", "课后反思", "教后感", "教后记", "课后记", "教学后记"),
    EXCHANGE: ("组内交流发言", "组内交流", "教研组交流", "交流发言", "交流材料", "交流稿", "发言稿", "交流"),
    CASE: ("个案反思", "学生个案", "个案分析", "个案"),
    OF_TERM: ("学期教学反思", "学期反思", "期末反思", "学期总结", "学期小结"),
}
"""The words that name a kind, as people write them."""

VAGUE = ("教学反思", "反思总结", "反思")
"""What may be about a lesson or about a month."""

SUFFIXES = (".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".txt", ".md", ".pdf")
_KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words}
_KIND = re.compile("|".join(sorted((*_KINDS, *VAGUE), key=len, reverse=True)))
_NUMERALS = "一二三四五六七八九十"
_NUMBER = rf"(\d{{1,2}}|[{_NUMERALS}]{{1,3}})"
_TOPIC = re.compile(r"《([^》]{1,40})》")
_SCHOOL_YEAR = re.compile(r"20\d\d\s*[-~—–_至]+\s*20\d\d\s*(?:学年度?)?|第?[一二上下12]学期|(?:20)?\d\d学年度?|学年度?")
_CLASS = re.compile(
    rf"([一二三四五六1-6])\s*(?:年级\s*)?[(年.]?\s*(\d{{1,2}}|[{_NUMERALS}])\s*\)?\s*班|([一二三四五六1-6])年级"
)
_DAY = re.compile(
    r"(?<!\d)(20\d\d)\s*[-./年_]\s*(\d{1,2})\s*[-./月_]\s*(\d{1,2})(?!\d)日?|(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"
)
_SHORT_DAY = re.compile(r"(?<![\d.])(\d{1,2})月(\d{1,2})[日号]?(?!\d)|(?<![\d.])(\d{1,2})\.(\d{1,2})(?![\d.])")
_MONTH = re.compile(rf"(?<!\d)(?:(20\d\d)\s*[-./年]?\s*)?{_NUMBER}\s*月份?")
_YEAR_MONTH = re.compile(r"(?<!\d)(20\d\d)\s*[-./年]?\s*(\d\d?)(?!\d)")
_WEEK = re.compile(rf"第?\s*{_NUMBER}\s*(?:教学)?周(?!边|记|[明年岁])|week\s*(\d{{1,2}})", re.IGNORECASE)
_ORDER = re.compile(
    rf"第\s*{_NUMBER}\s*[篇次份稿]|[一二两12]篇|\(\d{{1,2}}\)|[-_ ]?副本|复件"
    r"|(?<![A-Za-z\d])\d{1,2}(?![A-Za-z\d])"
)
GAP = "\x1f"


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found, '' or 0 for what was not; ``words`` are those that say nothing by themselves, ``rest`` is the
    remainder, with gaps where something stood."""

    kind: str = ""
    is_vague: bool = False
    topics: tuple[str, ...] = ()
    day: str = ""
    month: str = ""
    week: int = 0
    classes: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    rest: str = ""


def stem_of(name: str) -> str:
    """A file's name without its suffix, full-width signs as plain ones."""
    folded = unicodedata.normalize("NFKC", name).strip()
    suffix = next((suffix for suffix in SUFFIXES if folded.lower().endswith(suffix)), "")
    return folded[: len(folded) - len(suffix)] if suffix else folded


def marks_in(text: str, today: date, noise: Iterable[str] = ()) -> Marks:
    """Everything that a name or a line says besides whose it is. ``noise`` is what says nothing here."""
    reader = _Reader(text, today)
    topics = reader.topics()
    reader.drop(_SCHOOL_YEAR)
    classes = reader.classes()
    day = reader.day()
    week = reader.week()
    month = day[:7] or reader.month()
    kind, vague = reader.kind()
    words = reader.drop_words(noise)
    reader.drop(_ORDER)
    return Marks(kind, vague, topics, day, month, week, classes, words, reader.text)


def number_in(text: str) -> int:
    """12 for '12' or '十二'; 0 for what is none."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS.index(text) + 1 if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return 0  # '十二一月' is several
    return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)


class _Reader:
    """Takes one thing after another out of a text."""

    def __init__(self, text: str, today: date) -> None:
        self.text = unicodedata.normalize("NFKC", text)
        self._today = today

    def topics(self) -> tuple[str, ...]:
        found = tuple(_TOPIC.findall(self.text))
        self.drop(_TOPIC)
        return found

    def day(self) -> str:
        for match in _DAY.finditer(self.text):
            year, month, day = (int(part) for part in match.groups() if part)
            if found := _as_day(year, month, day):
                self._cut(match)
                return found
        for match in _SHORT_DAY.finditer(self.text):
            month, day = (int(part) for part in match.groups() if part)
            if (year := self._year_of(month)) and (found := _as_day(year, month, day)):
                self._cut(match)
                return found
        return ""

    def classes(self) -> tuple[str, ...]:
        found = []
        for match in _CLASS.finditer(self.text):
            grade, number, bare = match.groups()
            found.append(f"{number_in(bare)}-" if bare else f"{number_in(grade)}-{number_in(number)}")
        self.drop(_CLASS)
        return tuple(found)

    def week(self) -> int:
        match = _WEEK.search(self.text)
        if match is None:
            return 0
        self._cut(match)
        number = number_in(match[1] or match[2])
        return number if number <= 30 else 0

    def month(self) -> str:
        for pattern in (_MONTH, _YEAR_MONTH):
            for match in pattern.finditer(self.text):
                number = number_in(match[2])
                year = int(match[1]) if match[1] else self._year_of(number)
                if year and 1 <= number <= 12:
                    self._cut(match)
                    return f"{year}-{number:02d}"
        return ""

    def kind(self) -> tuple[str, bool]:
        found = [match[0] for match in _KIND.finditer(self.text)]
        self.drop(_KIND)
        kinds = [_KINDS[word] for word in found if word in _KINDS]
        return (kinds[0] if kinds else "", bool(found) and not kinds)

    def drop(self, pattern: re.Pattern[str]) -> None:
        self.text = pattern.sub(GAP, self.text)

    def drop_words(self, words: Iterable[str]) -> frozenset[str]:
        found = set()
        for word in sorted(words, key=len, reverse=True):
            if word in self.text:
                found.add(word)
                self.text = self.text.replace(word, GAP)
        return frozenset(found)

    def _cut(self, match: re.Match[str]) -> None:
        self.text = self.text[: match.start()] + GAP + self.text[match.end() :]

    def _year_of(self, month: int) -> int:
        """The year in which a month without one was meant: the nearest that is not far ahead; 0 for no month."""
        if not 1 <= month <= 12:
            return 0
        ahead = (month - self._today.month) % 12
        return self._today.year + (self._today.month + ahead - 1) // 12 - (ahead > 1)


def _as_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
