"""Reading what people type into a cell, and showing what the cell holds: one pair of functions for every kind."""

from __future__ import annotations

import re
from typing import Any

from data.words import t
from models.registers.choosing import choose, choose_several, label_of
from models.registers.column import Column, Context, Kind, People
from models.registers.honour_text import read_honours, show_honours
from models.registers.lesson_text import read_lessons, show_lessons
from models.registers.persons import read_person, show_person
from models.registers.problem import Unreadable
from models.rules.bells import clock_time
from models.rules.clean import clean_code, clean_name, clean_text
from models.rules.dates import parse_partial_date, show_partial_date
from models.rules.scores import NOT_APPLICABLE, show_tenths

SHOWN_AS_STORED = (Kind.TEXT, Kind.NAME, Kind.DIGITS, Kind.PARTIAL_DATE, Kind.DAY, Kind.CLOCK)
"""Kinds whose value is the text that `show` gives: what reads rows by the thousand need not ask."""

ABSENT = "-"
"""What a score shows for an item that had no part in the lesson."""

_SCORE = re.compile(r"(\d{1,4})(?:\.(\d?)0*)?")
_SEVERAL = (Kind.CODES, Kind.HONOURS, Kind.LESSONS)
_ORDINAL = re.compile(r"第?(\d+|[一二三四五六七八九]|十[一二]?)节?课?")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def empty_value(column: Column) -> Any:
    """What a cell of the column holds when nothing is known: '', () or None."""
    if column.kind in _SEVERAL:
        return ()
    return None if column.kind in (Kind.INTEGER, Kind.SCORE, Kind.COMPUTED) else ""


def parse(column: Column, text: str, context: Context) -> Any:
    """The value of ``text`` in the column, of the type named in `Kind`; the empty value for blank text.

    Raises Unreadable, whose words say which column, what is wrong and what is accepted.
    """
    text = clean_text(text)
    if not text:
        return empty_value(column)
    value = _read(column, text, context)
    if isinstance(value, str) and len(value) > column.max_length:
        raise Unreadable(t("problem.too_long", title=column.title, length=len(value), longest=column.max_length))
    return value


def show(column: Column, value: Any, context: Context) -> str:
    """The text that a person reads in the cell, and that `parse` reads back."""
    if value in ("", (), None):
        return ""
    match column.kind:
        case Kind.CODE:
            return _label(column.choices, value, context)
        case Kind.CODES:
            return "、".join(_label(column.choices, code, context) for code in value)
        case Kind.HONOURS:
            return show_honours(value, context.choices("honour_title"), context.choices("honour_level"))
        case Kind.PERSON:
            return show_person(value, People.of(context.people()))
        case Kind.LESSONS:
            return show_lessons(value, context)
        case Kind.PARTIAL_DATE | Kind.DAY:
            return show_partial_date(value)
        case Kind.SCORE:
            return ABSENT if value == NOT_APPLICABLE else show_tenths(value)
        case _:
            return str(value)


def _read(column: Column, text: str, context: Context) -> Any:
    match column.kind:
        case Kind.NAME:
            return clean_name(text)
        case Kind.DIGITS:
            return clean_code(text).replace(" ", "")
        case Kind.CODE:
            return choose(column, text, context)
        case Kind.CODES:
            return choose_several(column, text, context)
        case Kind.PERSON:
            return read_person(column.title, text, People.of(context.people()))
        case Kind.LESSONS:
            return read_lessons(column, text, context)
        case Kind.CLOCK:
            return _clock(column, text)
        case Kind.HONOURS:
            return read_honours(text, context.choices("honour_title"), context.choices("honour_level"))
        case Kind.PARTIAL_DATE | Kind.DAY:
            return parse_partial_date(
                text,
                earliest=column.earliest,
                latest=column.latest,
                today=context.today,
                day_required=column.kind is Kind.DAY,
            )
        case Kind.INTEGER:
            return _whole(column, text)
        case Kind.SCORE:
            return _score(column, text)
        case _:
            return text


def _label(list_id: str, code: str, context: Context) -> str:
    """The words for a code; of an open list also for an entry that is not in it (a class of another year)."""
    words = label_of(context.choices(list_id), code)
    if words == code and (made := context.new_choice(list_id, code)):
        return made.label
    return words


def _clock(column: Column, text: str) -> str:
    found = clock_time(clean_code(text).removesuffix(":00") if text.count(":") > 1 else clean_code(text))
    if found is None:
        raise Unreadable(t("problem.not_clock", title=column.title, text=text))
    return found


def _whole(column: Column, text: str) -> int:
    digits = clean_code(text)
    # Papers number periods and weeks in words: 第三节.
    if ordinal := _ORDINAL.fullmatch(digits.replace(" ", "")):
        words = ordinal[1]
        digits = str(_NUMERALS.index(words) + 1) if words in _NUMERALS else words
    if not (digits.isascii() and digits.removeprefix("-").isdecimal()) or len(digits) > 9:
        raise Unreadable(t("problem.not_whole", title=column.title, text=text))
    if column.largest is not None and not 0 <= int(digits) <= column.largest:
        raise Unreadable(t("problem.too_large", title=column.title, text=text, largest=column.largest))
    return int(digits)


def _score(column: Column, text: str) -> int:
    points = clean_code(text)
    if points in (ABSENT, "/") or text == t("forms.absent"):
        return NOT_APPLICABLE
    found = _SCORE.fullmatch(points)
    value = int(found[1]) * 10 + int(found[2] or 0) if found else 0
    if found is None or (column.largest is not None and value > column.largest * 10):
        raise Unreadable(t("problem.score", title=column.title, text=text, largest=column.largest))
    return value
