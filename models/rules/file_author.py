"""Whose a handed-in file is, by the names that stand in its name and lines, and by who sent it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.pinyin import initials_of, pinyin_of_name
from models.rules.file_marks import Marks, marks_in

NOBODY, NAMESAKES, SEVERAL, PERHAPS = "nobody", "namesakes", "several", "perhaps"
_MOST = 9
_LABEL = re.compile(
    r"(?:姓\s*名|教\s*师|作\s*者|执教者?|授课教师|任课教师|撰稿人?|撰写人?|发言人|主讲人?|汇报人)"
    r"\s*[:：]\s*(\S+(?: \S+)?)"
)
_SPLIT = re.compile(r"[^\w·]|_|\x1f|(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")
_SILENT = (
    *("老师", "教师", "小学", "学校", "校本", "研修", "作业", "上交", "终稿", "定稿", "修改稿", "最终版", "最新"),
    *("新建", "文本文档", "文档", "月份", "上半月", "下半月", "上旬", "中旬", "下旬", "班主任", "教研组", "年级组"),
    *("备课组", "年级", "一体机", "触控", "工作", "个人", "提交", "交", "的", "关于", "组"),
)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who may have written it. ``marks`` tell namesakes apart: what they teach, their classes ('3-2')."""

    staff_no: str
    name: str
    pinyin: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Staff:
    """Everybody who may hand something in, what subjects and groups are called with the mark of their people, and the
    school's own words that say nothing about whose a file is."""

    authors: Sequence[Author]
    subjects: Mapping[str, str] = field(default_factory=dict)
    noise: tuple[str, ...] = ()

    @property
    def silent(self) -> set[str]:
        """Every word that names nobody."""
        return {*_SILENT, *self.noise, *self.subjects}


def whose(
    stem: str, marks: Marks, lines: Sequence[str], sender: str, staff: Staff, today: date
) -> tuple[str, tuple[str, ...], str]:
    """The author's staff number, else who it may be and what is open."""
    said = _Said(staff, marks)
    in_name = said.named(_names_in(stem, marks.rest, staff.authors))
    labelled = said.named(_labelled(lines, staff))
    if len(in_name) == 1:
        if labelled and in_name[0] not in labelled:
            return "", (*in_name, *labelled), SEVERAL
        return in_name[0], (), ""
    if in_name:
        # 听赵文静老师课的心得 何雨晴: who stands alone wrote it.
        alone = {token for token in _SPLIT.split(marks_in(stem, today, staff.silent).rest) if token}
        in_name = [one for one in in_name if said.name(one) in alone] or in_name
        if len(in_name) == 1 and not labelled:
            return in_name[0], (), ""
        narrower = [one for one in in_name if one in labelled or one == sender]
        if len(narrower) == 1:
            return narrower[0], (), ""
        return "", tuple(in_name), said.doubt(in_name)
    in_lines = labelled or said.named(_in_lines(lines, staff, today))
    if len(in_lines) == 1 and (labelled or not sender or in_lines[0] == sender):
        return in_lines[0], (), ""
    if in_lines:
        if sender in in_lines:
            return sender, (), ""
        return "", tuple(in_lines), said.doubt(in_lines)
    near = _nearly(stem, marks.rest, staff.authors)
    if sender and (not near or sender in near):
        return sender, (), ""
    if near:
        return "", tuple(dict.fromkeys([*near, *([sender] if sender else [])])), PERHAPS
    return "", (), NOBODY


class _Said:
    """Tells namesakes apart by what else is said: a subject, a class, a staff number."""

    def __init__(self, staff: Staff, marks: Marks) -> None:
        self._authors = {author.staff_no: author for author in staff.authors}
        self._marks = {*marks.classes, *(staff.subjects[word] for word in marks.words if word in staff.subjects)}
        self._rest = marks.rest

    def named(self, found: Iterable[str]) -> list[str]:
        people = list(dict.fromkeys(found))
        if len(people) > 1 and len({self._authors[one].name for one in people}) == 1:
            numbered = [one for one in people if re.search(rf"(?<!\d){re.escape(one)}(?!\d)", self._rest)]
            told = numbered or [one for one in people if self._marks & self._authors[one].marks]
            if len(told) == 1:
                return told
        return people

    def name(self, staff_no: str) -> str:
        return bare(self._authors[staff_no].name)

    def doubt(self, people: Sequence[str]) -> str:
        return NAMESAKES if len({self._authors[one].name for one in people}) == 1 else SEVERAL


def _names_in(stem: str, rest: str, authors: Sequence[Author]) -> list[str]:
    """Whose name stands there: a longer one anywhere, one of two characters as a token of its own."""
    whole = bare(stem)
    tokens = {token for token in _SPLIT.split(rest) if token}
    tokens |= {bare(rest)}
    found: list[Author] = []
    for author in authors:
        name = bare(author.name)
        if not name:
            continue
        if (len(name) > 2 and name in whole) or name in tokens or name.lower() in whole.lower().split():
            found.append(author)
    # Of names one inside the other the longer was meant.
    names = {author.name for author in found}
    found = [one for one in found if not any(one.name != name and one.name in name for name in names)]
    if not found:
        found = [author for author in authors if len(author.staff_no) > 2 and author.staff_no in tokens]
    return [author.staff_no for author in found]


def _labelled(lines: Sequence[str], staff: Staff) -> list[str]:
    for line in lines:
        if match := _LABEL.search(line):
            said = bare(match[1])
            found = [author for author in staff.authors if author.name and said.startswith(bare(author.name))]
            longest = max((len(author.name) for author in found), default=0)
            return [author.staff_no for author in found if len(author.name) == longest]
    return []


def _in_lines(lines: Sequence[str], staff: Staff, today: date) -> list[str]:
    """Whose name is a short line's only word, or a word of a line that is full of such: 三(2)班 张三 2026年11月."""
    for line in lines:
        marks = marks_in(line, today, staff.silent)
        tokens = {token for token in _SPLIT.split(marks.rest) if token}
        if len(tokens) <= 2 and (found := [one.staff_no for one in staff.authors if bare(one.name) in tokens]):
            return found
    return []


def _nearly(stem: str, rest: str, authors: Sequence[Author]) -> list[str]:
    """Who may be meant by a name that is not quite theirs: pinyin, initials, other characters of the same sound, or a
    name of two characters inside something longer."""
    tokens = [token for token in _SPLIT.split(rest) if token]
    found: list[str] = []
    latin = [token.lower() for token in tokens if token.isascii() and token.isalpha()]
    sounds = {_run(pinyin_of_name(token)) for token in tokens if 2 <= len(token) <= 4 and not token.isascii()}
    for author in authors:
        sound = _run(author.pinyin or pinyin_of_name(author.name))
        if sound and (sound in latin or "".join(latin) == sound or sound in sounds):
            found.append(author.staff_no)
    for author in authors:
        name = bare(author.name)
        if (len(name) == 2 and name in bare(stem)) or (initials_of(author.pinyin) or "-").lower() in latin:
            found.append(author.staff_no)
    return list(dict.fromkeys(found))[:_MOST]


def bare(text: str) -> str:
    """The text without any spaces."""
    return "".join(text.split())


def _run(pinyin: str) -> str:
    return "".join(pinyin.lower().split())
