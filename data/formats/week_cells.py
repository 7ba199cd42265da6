"""What stands in one cell of a week's timetable: '语文(李芳)', '三(2)班 语文 302', two lessons in turn."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from data.formats.headings import heading_key

_GRADE = "[一二三四五六七八九1-9]"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十])"
_PLAIN = (
    rf"(?<!\d)(?:{_GRADE}\s*(?:年级|年)\s*[(（]?\s*{_NUMBER}\s*[)）]?\s*班?"
    rf"|{_GRADE}\s*[(（]\s*{_NUMBER}\s*[)）]\s*班?"
    rf"|{_GRADE}[.\-]?{_NUMBER}\s*班"
)
_IN_TITLE = re.compile(_PLAIN + ")")
_CLASS = re.compile(_PLAIN + rf"|{_GRADE}[.\-]{_NUMBER}(?!\d))")
_GLUED = re.compile(r"(?<!\d)(\d{2,3})(?=[\u4e00-\u9fff])(?!教?室)")
_BARE_CLASS = re.compile(r"[1-9]0?[1-9]|[一二三四五六七八九]{2}|[一二三四五六七八九]\d{1,2}")
_WEEKS = re.compile(r"[(（\[【]?\s*([单双])\s*周?\s*[)）\]】]?")
_BREAKS = re.compile(r"[\s()（）\[\]【】]+")
_NUMBERED = re.compile(r"(?<=\w)[(（]([A-Za-z]*\d{2,})[)）]")  # 王芳(009), of two 王芳
_MORE_BREAKS = re.compile(r"[/／、,，:：;；|]+")
_ROOM = re.compile(r"室|场|馆|房|厅|楼|^[A-Za-z]?-?\d{3,4}$")
_NOTHING = frozenset(("", "-", "/", "／", "无", "空", "—", "－"))


@dataclass(slots=True)
class CellLesson:
    """One lesson as its words stand in the cell; '' for what the cell does not say."""

    class_: str = ""
    subject: str = ""
    teacher: str = ""
    room: str = ""
    weeks: str = ""


def is_room(text: str) -> bool:
    """Whether the words name a room rather than a person: 机房, 音乐室1, 302."""
    return _ROOM.search(text) is not None


def class_in(text: str) -> str:
    """The class that a title names, as it is written; '' for none. '9.1' in a title is a day."""
    found = _IN_TITLE.search(text)
    return found[0].strip() if found else ""


def lessons_in(text: str, subjects: Collection[str], with_classes: bool) -> list[CellLesson]:
    """The lessons of a cell. ``subjects`` are the known spellings in the form of `heading_key`.

    In a class's week what is neither subject nor weeks nor room is the teacher; in a teacher's or a room's week
    (``with_classes``) a class is looked for, and what is left over is the room.
    """
    if text.strip() in _NOTHING:
        return []
    lessons = [CellLesson()]
    for kind, word in _parts(text, subjects, with_classes):
        now = lessons[-1]
        if getattr(now, kind) and (kind == "class_" if with_classes else kind == "subject"):
            lessons.append(now := CellLesson())
        if kind == "teacher" and now.teacher and not now.subject:
            # Two words that nobody knows: the school has no such subject, and should be told of it.
            now.subject, now.teacher = now.teacher, word
        elif not getattr(now, kind):
            setattr(now, kind, word)
    return [lesson for lesson in lessons if lesson.subject or lesson.class_ or lesson.teacher]


def _parts(text: str, subjects: Collection[str], with_classes: bool) -> Iterator[tuple[str, str]]:
    """The words of the cell in their order, each with what it is."""
    at = 0
    text = _GLUED.sub(r"\1 ", text) if with_classes else text
    if with_classes:
        for found in _CLASS.finditer(text):
            yield from _words(text[at : found.start()], subjects, True)
            yield "class_", found[0].strip()
            at = found.end()
    yield from _words(text[at:], subjects, with_classes, bare=at == 0)


def _words(text: str, subjects: Collection[str], with_classes: bool, bare: bool = False) -> Iterator[tuple[str, str]]:
    for word in _split(text, subjects):
        if word in ("\x01", "\x02"):
            yield "weeks", "单周" if word == "\x01" else "双周"
        elif heading_key(word) in subjects:
            yield "subject", word
        elif bare and with_classes and _BARE_CLASS.fullmatch(word):
            yield "class_", word
            bare = False
        elif _ROOM.search(word):
            yield "room", word
        elif with_classes:
            yield "subject", word
        elif begun := max((n for n in range(2, len(word)) if heading_key(word[:n]) in subjects), default=0):
            yield "subject", word[:begun]
            yield "teacher", word[begun:]
        else:
            yield "teacher", word


def _split(text: str, subjects: Collection[str]) -> Iterator[str]:
    """The words; a subject's name may hold a stroke (地方/校本)."""
    for word in filter(None, _BREAKS.split(_NUMBERED.sub("\x03\\1\x04", _marked(text)))):
        word = word.replace("\x03", "(").replace("\x04", ")")
        if heading_key(word) in subjects:
            yield word
        else:
            yield from filter(None, _MORE_BREAKS.split(word))


def _marked(text: str) -> str:
    """The words for odd and even weeks as signs of their own, where they are no part of a name."""

    def mark(found: re.Match[str]) -> str:
        bracketed, sign = found[0].strip() != found[1], " \x01 " if found[1] == "单" else " \x02 "
        return sign if bracketed else found[0]

    return _WEEKS.sub(mark, text)
