"""Classes (班级): how people write them, and which grade a class is in.

A class is '3-2' inside the program: grade 3, class 2. What is stored is the autumn in which its pupils entered, so
that a class keeps its history when it moves up.
"""

from __future__ import annotations

import re
from datetime import date

from data.words import language
from models.rules.clean import clean_code

GRADES = "一二三四五六七八九"
_FIRST_MONTH = 8  # a school year begins on 1 August
_WRITTEN = re.compile(rf"(?:[A-Za-z]+\d+-)?([{GRADES}1-9])(?:年级|年|级)?[-.(]?(\d{{1,2}}|[{GRADES}十])\)?班?")


def class_code(text: str) -> str | None:
    """'3-2' for '三(2)班', '三年级2班', '3.2', '302', '32' or '三二', also behind a school's number ('S001-3(2)班');
    None when the text names no class."""
    found = _WRITTEN.fullmatch(clean_code(text).replace(" ", ""))
    if found is None:
        return None
    grade, number = found.groups()
    class_no = "十" if number == "十" else number
    grade_no = GRADES.index(grade) + 1 if grade in GRADES else int(grade)
    if class_no in GRADES:
        return f"{grade_no}-{GRADES.index(class_no) + 1}"
    return f"{grade_no}-{10 if class_no == '十' else int(class_no)}" if class_no != "0" and class_no != "00" else None


def class_label(code: str) -> str:
    """'三(2)班', or 'Class 3-2' in English."""
    grade, class_no = code.split("-")
    return f"{GRADES[int(grade) - 1]}({class_no})班" if language() == "zh_CN" else f"Class {code}"


def school_year(on: date) -> int:
    """The year in whose autumn the school year of that day began."""
    return on.year if on.month >= _FIRST_MONTH else on.year - 1


def grade_of(entry_year: int, on: date) -> int:
    """The grade (1 for the first) of pupils who entered in that autumn; below 1 before, above 6 after their time."""
    return school_year(on) - entry_year + 1


def entry_year_of(grade: int, on: date) -> int:
    """The autumn in which the pupils of that grade entered."""
    return school_year(on) - grade + 1
