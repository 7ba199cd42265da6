"""The numbers that Word counts by itself are read as people see them, and a plan numbered so by its clauses."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from data.formats.texts.inside import text_in
from data.formats.texts.numbering import shown_as
from models.rules.plan_promises import promises_of
from models.rules.plan_text import read_plan_text

LISTS = """
<w:numbering {ns}>
 <w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2、"/></w:lvl>
 </w:abstractNum>
 <w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
 </w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
 <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
 <w:num w:numId="3"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>
"""


def numbered(*lines: tuple[str, str, int]) -> bytes:
    """A document of paragraphs: (text, number of the list or '', depth)."""
    document = Document()
    part: Any = document.part.numbering_part
    part._element = parse_xml(LISTS.format(ns=nsdecls("w")))
    for text, number, depth in lines:
        paragraph = document.add_paragraph(text)
        if number:
            place = OxmlElement("w:numPr")
            for name, value in (("w:ilvl", str(depth)), ("w:numId", number)):
                element = OxmlElement(name)
                element.set(qn("w:val"), value)
                place.append(element)
            paragraph._p.get_or_add_pPr().append(place)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PLAN = (
    ("研修计划", "", 0),
    ("现状", "1", 0),
    ("好。", "", 0),
    ("途径", "1", 0),
    ("每月写三篇心得体会。", "1", 1),
    ("每学期听课不少于25节。", "1", 1),
    ("保障", "1", 0),
    ("建立制度。", "1", 1),
)


def test_numbers_are_counted_by_level_and_begin_anew_below():
    assert text_in(numbered(*PLAN), "docx").splitlines() == [
        "研修计划",
        "一、现状",
        "好。",
        "二、途径",
        "1、每月写三篇心得体会。",
        "2、每学期听课不少于25节。",
        "三、保障",
        "1、建立制度。",
    ]


def test_a_bullet_is_no_number_and_a_list_may_begin_anew():
    lines = (("甲", "2", 0), ("乙", "1", 0), ("丙", "1", 0), ("丁", "3", 0), ("戊", "0", 0), ("己", "9", 0))
    assert text_in(numbered(*lines), "docx").splitlines() == ["甲", "一、乙", "二、丙", "一、丁", "戊", "己"]


def test_a_plan_numbered_by_word_is_read_by_its_clauses():
    plan = read_plan_text(text_in(numbered(*PLAN), "docx"))
    assert plan.title == "研修计划"
    assert [part.number for part in plan.parts] == ["一", "二", "二.1", "二.2", "三", "三.1"]
    assert [one.clause for one in promises_of(plan.parts)] == ["二.1", "二.2"]


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (35, "chineseCounting", "三十五"),
        (12, "decimal", "12"),
        (12, "decimalFullWidth", "１２"),
        (2, "lowerLetter", "b"),
    ],
)
def test_numbers_are_shown_as_the_list_says(number: int, kind: str, shown: str):
    assert shown_as(number, kind) == shown
