"""Whose a file is and what it is: from its name in any order, then its first lines, then its sender."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.file_author import Author, Staff
from models.rules.file_marks import marks_in, number_in
from models.rules.reflection_names import Guess, Held, Known, guess

TODAY = date(2026, 11, 20)
STAFF = Staff(
    (
        Author("009", "王芳", "wang fang", frozenset({"chinese", "4-1"})),
        Author("041", "王芳", "wang fang", frozenset({"math", "2-3", "2-4"})),
        Author("015", "徐佳慧", "xu jia hui", frozenset({"chinese", "4-2"})),
        Author("038", "田野", "tian ye", frozenset({"math", "4-3"})),
        Author("060", "江月", "jiang yue", frozenset({"science"})),
        Author("010", "赵文静", "zhao wen jing", frozenset({"chinese"})),
        Author("007", "欧阳思琪", "ou yang si qi", frozenset({"music"})),
        Author("043", "Emma Clark", "emma clark", frozenset({"english"})),
        Author("008", "曾玉兰", "zeng yu lan", frozenset({"chinese"})),
    ),
    {"语文": "chinese", "数学": "math", "英语": "english", "科学": "science", "音乐": "music"},
    ("青禾小学", "青禾"),
)
LESSONS = (
    Held(1, "2026-11-09", "角的度量", frozenset({"038"}), 11, ("4-3",)),
    Held(2, "2026-11-18", "条形统计图", frozenset({"038"}), 12, ("4-3",)),
    Held(3, "2026-11-18", "观潮记", frozenset({"015"}), 12, ("4-2",)),
)
EXCHANGES = (
    Held(7, "2026-11-05", "组内交流：提问", frozenset({"015", "010"}), 10),
    Held(8, "2026-11-19", "组内交流：评价", frozenset({"015", "010"}), 12),
)
KNOWN = Known(STAFF, TODAY, LESSONS, EXCHANGES, {6: "2026-10", 3: "2026-09", 12: "2026-11"}.get)  # type: ignore[arg-type]


def of(name: str, text: str = "", sender: str = "") -> Guess:
    return guess(name, text, sender, KNOWN)


@pytest.mark.parametrize(
    ("name", "teacher", "kind", "month", "week"),
    [
        ("徐佳慧-研修心得-10月.docx", "015", "insight", "2026-10", 0),
        ("10月_心得体会_徐佳慧.doc", "015", "insight", "2026-10", 0),
        ("心得+第6周+徐佳慧.txt", "015", "insight", "2026-10", 6),
        ("徐佳慧—心得—第十二周.pdf", "015", "insight", "2026-11", 12),
        ("徐佳慧老师的10月份研修心得（定稿）.docx", "015", "insight", "2026-10", 0),
        ("青禾小学语文组徐佳慧2026年10月校本研修心得体会(1).docx", "015", "insight", "2026-10", 0),
        ("欧阳思琪　９月心得.docx", "007", "insight", "2026-09", 0),
        ("2026-2027学年度第一学期 田野 十月心得.docx", "038", "insight", "2026-10", 0),
        ("田野10月心得.docx", "038", "insight", "2026-10", 0),
        ("11月心得江月.docx", "060", "insight", "2026-11", 0),
        ("Emma Clark 心得 20261012.docx", "043", "insight", "2026-10", 0),
        ("徐佳慧-读后感-2026.11.3.docx", "015", "insight", "2026-11", 0),
        ("赵文静个案反思11.02.docx", "010", "case", "2026-11", 0),
        ("赵文静-学期总结.docx", "010", "term", "2026-11", 0),
        ("心得 12月 徐佳慧.docx", "015", "insight", "2026-12", 0),
        ("心得 8月 徐佳慧.docx", "015", "insight", "2026-08", 0),
        ("心得 五月 徐佳慧.docx", "015", "insight", "2026-05", 0),
    ],
)
def test_any_order_and_any_separator(name: str, teacher: str, kind: str, month: str, week: int):
    found = of(name)
    assert (found.teacher, found.kind, found.month, found.week) == (teacher, kind, month, week)
    assert found.is_sure


@pytest.mark.parametrize(
    ("name", "teacher"),
    [
        ("王芳 数学 10月心得.docx", "041"),
        ("语文王芳10月心得.docx", "009"),
        ("二(3)班王芳心得.docx", "041"),
        ("王芳041心得.docx", "041"),
        ("4.1班 王芳 心得.docx", "009"),
        ("041-心得.docx", "041"),
    ],
)
def test_namesakes_are_told_apart_by_what_stands_beside_them(name: str, teacher: str):
    assert of(name).teacher == teacher


def test_namesakes_of_whom_nothing_is_said_wait():
    found = of("王芳心得10月.docx")
    assert (found.teacher, found.candidates, found.doubts) == ("", ("009", "041"), ("namesakes",))
    assert of("王芳心得10月.docx", sender="041").teacher == "041"


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("徐佳惠 心得.docx", ("015",)),
        ("xujiahui 心得 10月.docx", ("015",)),
        ("Tian Ye 心得.docx", ("038",)),
        ("心得-cyl.docx", ()),
        ("心得-zyl.docx", ("008",)),
        ("希望的田野上.txt", ("038",)),
    ],
)
def test_what_is_nearly_a_name_is_only_proposed(name: str, candidates: tuple[str, ...]):
    found = of(name)
    assert found.teacher == ""
    assert found.candidates == candidates


def test_the_first_lines_say_what_the_name_does_not():
    found = of("新建文本文档.txt", "十月研修心得\n姓名：赵文静　　2026年10月12日\n" + "课堂是学生的。" * 20)
    assert (found.teacher, found.kind, found.month, found.title) == ("010", "insight", "2026-10", "十月研修心得")
    signed = of("心得.docx", "慢下来\n" + "课堂是学生的。" * 20 + "\n四(2)班 徐佳慧\n2026年11月12日")
    assert (signed.teacher, signed.month, signed.title) == ("015", "2026-11", "慢下来")


def test_a_name_inside_a_long_line_is_no_author():
    assert of("心得.docx", "听了赵文静老师的课，我想了很多，" + "有话要说。" * 10).teacher == ""


def test_of_two_names_the_one_that_stands_alone_is_the_author():
    assert of("听赵文静老师课的心得 徐佳慧.docx").teacher == "015"
    assert of("赵文静 徐佳慧 心得.docx").candidates == ("015", "010")


def test_two_names_wait_for_a_person():
    found = of("徐佳慧-10月心得.docx", "心得\n姓名：赵文静\n正文")
    assert (found.teacher, found.candidates, found.doubts[0]) == ("", ("015", "010"), "several")


def test_the_sender_counts_last():
    assert of("心得.docx", sender="015").teacher == "015"
    assert of("赵文静心得.docx", sender="015").teacher == "010"


@pytest.mark.parametrize(
    ("name", "text", "lesson"),
    [
        ("田野-教后反思-角的度量.docx", "", 1),
        ("田野《条形统计图》反思.docx", "", 2),
        ("11.9 田野 教学反思.docx", "", 1),
        ("田野 教后反思 第12周.docx", "", 2),
        ("徐佳慧 教后反思.docx", "", 3),
        ("田野 教后反思.docx", "《角的度量》教后反思\n正文", 1),
    ],
)
def test_the_lesson_is_found_by_topic_day_or_week(name: str, text: str, lesson: int):
    found = of(name, text)
    assert (found.kind, found.lesson) == ("after_lesson", lesson)


def test_a_lesson_that_nothing_tells_is_left_open():
    found = of("田野 教后反思.docx")
    assert (found.teacher, found.kind, found.lesson, found.doubts) == ("038", "after_lesson", None, ("no_lesson",))


def test_a_vague_kind_waits_unless_there_is_a_lesson():
    found = of("赵文静-教学反思-第3周.docx")
    assert (found.teacher, found.kind, found.month, found.is_sure) == ("010", "", "2026-09", False)
    assert "no_kind" in found.doubts


def test_the_title_says_the_kind_and_the_text_does_not():
    assert of("赵文静-反思.txt", "十一月研修心得\n正文").kind == "insight"
    assert of("赵文静.txt", "慢下来\n正文。\n正文，\n小组交流\n正文").kind == ""


def test_an_exchange_is_found_by_its_day_or_topic():
    assert of("徐佳慧 组内交流发言 11月5日.docx").exchange == 7
    assert of("徐佳慧 组内交流 第12周.docx").exchange == 8
    assert of("徐佳慧 组内交流.docx").doubts == ("no_activity",)


def test_in_the_first_days_the_month_before_is_meant():
    early = Known(STAFF, date(2026, 11, 3))
    assert guess("徐佳慧心得.docx", "", "", early).month == "2026-10"
    assert guess("徐佳慧心得.docx", "", "", Known(STAFF, date(2027, 1, 4))).month == "2026-12"


def test_nothing_at_all_says_so():
    found = of("新建文本文档.txt", "有些话想说。")
    assert found.doubts == ("nobody", "no_kind")
    assert found.title == "新建文本文档"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("十二", 12),
        ("二十", 20),
        ("十", 10),
        ("九", 9),
        ("二一", 0),
        ("十二一", 0),
        ("十十", 0),
        ("二三十", 0),
    ],
)
def test_numbers_as_they_are_written(text: str, number: int):
    assert number_in(text) == number


def test_months_that_run_together_are_no_month():
    """The name of a file that ended the program."""
    assert marks_in("十二一月教学反思", TODAY).month == ""
