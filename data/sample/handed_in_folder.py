"""A month's files as they lie in the office's folder: a hundred and twenty of every kind, with names of every kind.

Most say whose they are; some do not, some cannot be read, some were copied. The same folder comes out every time.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple

from data.sample.observations import SampleLesson, sample_history
from data.sample.pdf_of_text import pdf_of
from data.sample.reflection_texts import Subject, Written, written
from data.sample.reflection_ways import KIND_WORDS, SEPARATORS
from data.sample.school import SEED, SampleTeacher, sample_school

_AWAY = "023"
_COPIED = {"034": "038", "051": "049", "019": "016", "047": "046"}
_NAMELESS = ("030", "039", "012", "053")
_NAMES_ONLY_INSIDE = ("新建 Microsoft Word 文档.docx", "心得体会.docx", "11月.docx", "研修作业(1).docx", "反思.txt")
_LATE_LESSONS = 8


class HandedIn(NamedTuple):
    """What a file is in truth: whose (a staff number), of which kind; '' for what is no reflection."""

    teacher: str
    kind: str


@dataclass(frozen=True, slots=True)
class HandedInFolder:
    """What was written: each file by its name, and those that hold no text that could be read."""

    path: Path
    files: dict[str, HandedIn]
    unreadable: frozenset[str]


def write_handed_in(path: Path) -> HandedInFolder:
    """Write the folder. Raises OSError, FileExistsError where the folder is there already."""
    path.mkdir(parents=True)
    writer = _Writer(path)
    for teacher in sample_school().teachers:
        if teacher.staff_no != _AWAY:
            writer.insight(teacher)
    for lesson in _shown_lately():
        writer.after_lesson(lesson)
    for teacher in sample_school().teachers[9:40:4]:
        writer.exchange(teacher)
    for number, name in enumerate(_NAMES_ONLY_INSIDE):
        writer.named_inside(sample_school().teachers[14 + 7 * number], name)
    for number in _NAMELESS:
        writer.nameless(number)
    writer.near_names()
    writer.wrong_files()
    for teacher in sample_school().teachers[11:]:
        if len(writer.files) >= 120:
            break
        writer.second_insight(teacher)
    return HandedInFolder(path, writer.files, frozenset(writer.unreadable))


def _shown_lately() -> list[SampleLesson]:
    shown = [one for one in sample_history().lessons if one.status == "held" and one.topic and one.class_group]
    return [one for one in shown if one.kind == "open_day"][-_LATE_LESSONS:]


class _Writer:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: dict[str, HandedIn] = {}
        self.unreadable: set[str] = set()

    def insight(self, teacher: SampleTeacher) -> None:
        chance = self._chance(teacher, "insight")
        source = _COPIED.get(teacher.staff_no)
        text = written(f"{source or teacher.staff_no}:folder", "insight", _teacher(source or teacher.staff_no))
        when = chance.choice(("11月", "11月份", "第12周", "十一月", "2026年11月", "11.20", ""))
        name = _file_name(self._called(teacher), chance.choice(KIND_WORDS["insight"]), when, chance)
        suffix = chance.choices((".docx", ".txt", ".md", ".pdf"), (84, 9, 3, 4))[0]
        self._text_file(name, suffix, text, teacher, "insight")

    def second_insight(self, teacher: SampleTeacher) -> None:
        chance = self._chance(teacher, "second")
        text = written(f"{teacher.staff_no}:second", "insight", teacher)
        name = _file_name(self._called(teacher), "心得", chance.choice(("11月下", "第13周", "11月(二)")), chance)
        self._text_file(name, ".docx", text, teacher, "insight")

    def after_lesson(self, lesson: SampleLesson) -> None:
        teacher = _teacher(lesson.teacher)
        chance = self._chance(teacher, f"lesson:{lesson.held_on}:{lesson.period}")
        assert lesson.class_group is not None
        subject = Subject(lesson.subject, lesson.class_group, lesson.topic)
        text = written(f"{lesson.teacher}:{lesson.held_on}:folder", "after_lesson", teacher, subject)
        day = f"{int(lesson.held_on[5:7])}.{int(lesson.held_on[8:])}"
        about = chance.choice((f"《{lesson.topic}》", lesson.topic.rpartition("：")[2], day))
        name = _file_name(self._called(teacher), chance.choice(KIND_WORDS["after_lesson"]), about, chance)
        self._text_file(name, ".docx", text, teacher, "after_lesson")

    def exchange(self, teacher: SampleTeacher) -> None:
        chance = self._chance(teacher, "exchange")
        text = written(f"{teacher.staff_no}:folder", "exchange", teacher)
        name = _file_name(self._called(teacher), chance.choice(KIND_WORDS["exchange"]), "11月", chance)
        self._text_file(name, ".docx", text, teacher, "exchange")

    def named_inside(self, teacher: SampleTeacher, name: str) -> None:
        text = written(f"{teacher.staff_no}:inside", "insight", teacher)
        head = f"姓名：{teacher.name}    时间：2026年11月20日"
        self._write(name, Written("十一月研修心得", f"{head}\n{text.body}"), teacher, "insight")

    def nameless(self, staff_no: str) -> None:
        text = written(f"{staff_no}:nameless", "insight", _teacher(staff_no))
        self._write(f"心得体会{len(self.files)}.docx", text, _teacher(staff_no), "insight")

    def near_names(self) -> None:
        """Namesakes, wrong characters, pinyin, two names."""
        for staff_no, name in (
            ("041", "王芳 11月研修心得.docx"),
            ("015", "徐佳惠-心得-11月.docx"),
            ("060", "jiangyue11月心得.docx"),
            ("016", "听赵文静老师课的心得 何雨晴.docx"),
        ):
            self._write(name, written(f"{staff_no}:near", "insight", _teacher(staff_no)), _teacher(staff_no), "insight")

    def wrong_files(self) -> None:
        """Empty, torn, locked, disguised, no text at all; and the same file once more."""
        whole = word_of(written("018:torn", "insight", _teacher("018")))
        locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(3000)
        for name, content, staff_no in (
            ("高婷婷11月心得（补）.docx", whole[: len(whole) // 2], "018"),
            ("蔡晓东-心得.docx", locked, "026"),
            ("杜娟心得.docx", b"", ""),
            ("活动照片.docx", b"\xff\xd8\xff\xe0" + bytes(4000), ""),
        ):
            (self._path / name).write_bytes(content)
            self.files[name] = HandedIn(staff_no, "insight" if staff_no else "")
            self.unreadable.add(name)
        disguised = "叶晓彤 心得 11月 补.docx"
        text = written("046:disguised", "insight", _teacher("046"))
        (self._path / disguised).write_bytes(f"{text.title}\r\n{text.body}".encode("gb18030"))
        self.files[disguised] = HandedIn("046", "insight")
        first = next(iter(self.files))
        stem, dot, suffix = first.rpartition(".")
        twice = f"{stem} - 副本{dot}{suffix}"
        (self._path / twice).write_bytes((self._path / first).read_bytes())
        self.files[twice] = HandedIn("", "")

    def _text_file(self, stem: str, suffix: str, text: Written, teacher: SampleTeacher, kind: str) -> None:
        name = f"{stem}{suffix}"
        if name in self.files:
            name = f"{stem}(2){suffix}"
        self._write(name, text, teacher, kind)

    def _write(self, name: str, text: Written, teacher: SampleTeacher, kind: str) -> None:
        plain = f"{text.title}\r\n{text.body}\r\n".replace("\n# ", "\n")
        match Path(name).suffix:
            case ".docx":
                content = word_of(text)
            case ".pdf":
                content = pdf_of([text.title, *text.body.replace("# ", "").split("\n")])
            case ".md":
                content = f"# {text.title}\n{text.body}\n".encode()
            case _:
                content = plain.encode("gb18030" if len(self.files) % 2 else "utf-8-sig")
        (self._path / name).write_bytes(content)
        self.files[name] = HandedIn(teacher.staff_no, kind)

    def _called(self, teacher: SampleTeacher) -> str:
        """Namesakes write their subject; some add their group."""
        if sum(one.name == teacher.name for one in sample_school().teachers) > 1:
            return teacher.research_group.removesuffix("组") + teacher.name
        return f"{teacher.research_group}{teacher.name}" if int(teacher.staff_no) % 9 == 4 else teacher.name

    def _chance(self, teacher: SampleTeacher, what: str) -> Random:
        return Random(f"{SEED}:folder:{teacher.staff_no}:{what}")


def word_of(text: Written) -> bytes:
    """The text as a Word file, the same bytes every time."""
    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = datetime(2026, 11, 20, 8, 0)
    document.add_heading(text.title, 1)
    for line in text.body.split("\n"):
        if line.startswith("# "):
            document.add_heading(line[2:], 2)
        else:
            document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _file_name(who: str, kind: str, when: str, chance: Random) -> str:
    parts = [who, kind, *([when] if when else [])]
    chance.shuffle(parts)
    return chance.choice(SEPARATORS).join(parts)


def _teacher(staff_no: str) -> SampleTeacher:
    return next(teacher for teacher in sample_school().teachers if teacher.staff_no == staff_no)
