"""Numbers, names and the list of papers of a folder for inspectors."""

from __future__ import annotations

import pytest

from data.defaults.inspection import SUBJECTS, Paper, Part, default_text, read_parts
from data.formats.problem import FileProblem
from models.actions.inspection import MAKERS
from models.actions.registers import REGISTERS
from models.rules.inspection import LONGEST_PATH, entries, path_in, safe_name

PARTS = (
    Part("一", "甲", ("一",), (Paper("plan", ""), Paper("minutes", "", ("public",)), Paper("rules", ""))),
    Part("二", "乙", ("二",), (Paper("fund", ""),)),
)


def test_a_paper_keeps_its_number_whoever_reads_the_folder():
    internal = {one.paper.kind: (one.number, one.form) for one in entries(PARTS, "internal")}
    public = {one.paper.kind: (one.number, one.form) for one in entries(PARTS, "public")}
    assert internal == {"plan": ("一-1", 1), "minutes": ("一-2", 2), "rules": ("一-3", 3), "fund": ("二-1", 4)}
    assert public == {kind: number for kind, number in internal.items() if kind != "minutes"}


def test_names_are_safe_and_never_too_long():
    assert path_in(("甲/乙", "四:三"), "课?题", ".docx") == "甲_乙/四_三/课_题.docx"
    long = path_in(("学校" * 10, "四 研修的方式和途径", "四-2 研修心得"), "字" * 200, ".docx")
    assert len(long) <= LONGEST_PATH
    assert long.endswith("字.docx")
    assert safe_name("CON") == "_CON"
    assert safe_name("com1.x") == "_com1.x"


def test_the_list_that_comes_with_the_program_asks_for_papers_that_can_be_made():
    parts = read_parts(default_text(), REGISTERS)
    assert set(parts) == set(SUBJECTS)
    assert {paper.kind for each in parts.values() for part in each for paper in part.papers} <= set(MAKERS)
    assert {clause for part in parts["school"] for clause in part.clauses} == set("一二三四五六")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[school]", "读不懂"),
        ("[[county]]\nnumber = '一'", "county"),
        ("[[school]]\nnumber = '一'\nheading = '甲'\npapers = ['plan']", "group"),
        ("[[school]]\nnumber = '一'\npapers = ['plan']", "heading"),
        ("[[school]]\nnumber = '一'\nheading = '甲'\npapers = ['register:weather']", "register:weather"),
        ("[[school]]\nnumber = '一'\nheading = '甲'\npapers = ['plan not_for pope']", "pope"),
        (2 * "[[school]]\nnumber = '一'\nheading = '甲'\npapers = ['plan']\n", "相同"),
    ],
)
def test_a_list_that_will_not_do_is_told_where_and_what_would(text: str, told: str):
    with pytest.raises(FileProblem, match=told):
        read_parts(text, REGISTERS, "own.toml")
