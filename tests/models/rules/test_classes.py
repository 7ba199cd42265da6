from datetime import date

import pytest

from data import words
from models.rules.classes import class_code, class_label, entry_year_of, grade_of, school_year


@pytest.mark.parametrize(
    "written",
    [
        "三(2)班",
        "三（2）班",
        "三年级2班",
        "三年级（2）班",
        "三2班",
        "三二班",
        "3.2",
        "3-2",
        "32",
        "302",
        "３（２）班",
        "三 (2) 班",
    ],
)
def test_a_class_is_recognised_however_it_is_written(written: str) -> None:
    assert class_code(written) == "3-2"


@pytest.mark.parametrize(("written", "code"), [("六(10)班", "6-10"), ("610", "6-10"), ("一十班", "1-10")])
def test_two_digit_class_numbers(written: str, code: str) -> None:
    assert class_code(written) == code


@pytest.mark.parametrize("written", ["语文", "", "三年级", "班", "0(2)班", "3(0)班", "三(2)班和四(1)班"])
def test_what_names_no_class(written: str) -> None:
    assert class_code(written) is None


def test_labels_read_back() -> None:
    assert class_label("3-2") == "三(2)班"
    assert class_code(class_label("3-2")) == "3-2"
    words.use("en")
    assert class_label("3-2") == "Class 3-2"


def test_a_class_moves_up_on_the_first_of_august() -> None:
    assert grade_of(2024, date(2026, 7, 31)) == 2
    assert grade_of(2024, date(2026, 8, 1)) == 3
    assert school_year(date(2027, 1, 10)) == 2026
    assert entry_year_of(3, date(2027, 1, 10)) == 2024
