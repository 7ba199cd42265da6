"""How a school's own spreadsheet spells things: dates in five shapes, former rank names, classes in four ways.

Which spelling a person gets follows from the staff number, so that the same file comes out every time.
"""

from __future__ import annotations

from datetime import date

from data.defaults.codes import code_lists
from data.sample.school import SampleHonour, SampleTeacher

_RANKS = {
    "senior": ("中学高级", "高级教师"),
    "first": ("小学高级教师", "小高", "中小学一级教师", "一级教师", "小学高级"),
    "second": ("小学一级", "二级教师", "中小学二级教师", "小学一级教师"),
    "third": ("小学二级", "三级教师"),
    "none": ("见习期", "未定级", "无"),
}
_QUALIFICATIONS = {
    "college": ("大专", "专科", "大学专科"),
    "bachelor": ("本科", "大学本科", "大学本科", "本科"),
    "master": ("研究生", "硕士研究生"),
}
_SUBJECTS = {
    "morality": ("道法", "品德", "道德与法治"),
    "it": ("信息技术",),
    "pe": ("体育",),
    "science": ("科学",),
    "calligraphy": ("写字", "书法"),
    "local": ("校本课程",),
    "labour": ("劳动", "劳技"),
}
_GRADES = "一二三四五六"
_SEPARATORS = ("、", "，", "/", " ")


def rank(person: SampleTeacher) -> str:
    return _turn(_RANKS[person.rank], person)


def qualification(person: SampleTeacher) -> str:
    return _turn(_QUALIFICATIONS[person.qualification], person)


def ethnicity(person: SampleTeacher) -> str:
    """'汉' as often as '汉族'."""
    full = label("ethnicity", person.ethnicity)
    return full.removesuffix("族") if _number(person) % 2 else full


def political(person: SampleTeacher) -> str:
    short = {"party": "党员", "league": "团员", "capd": "民进"}
    return short.get(person.political, label("political", person.political))


def subjects(person: SampleTeacher) -> str:
    names = [_turn(_SUBJECTS.get(code, (label("subject", code),)), person) for code in person.subjects]
    return _turn(_SEPARATORS, person).join(names)


def classes(codes: tuple[tuple[int, int], ...], person: SampleTeacher) -> str:
    """三（2）班, 三年级2班, 302 or 3.2, the same way in one cell."""
    way = _number(person) % 4
    spelled = (
        (f"{_GRADES[grade - 1]}（{no}）班", f"{_GRADES[grade - 1]}年级{no}班", f"{grade}0{no}", f"{grade}.{no}")[way]
        for grade, no in codes
    )
    return "、".join(spelled)


def name(person: SampleTeacher, namesakes: list[str]) -> str:
    """Two characters spaced to the width of three, namesakes with a number, now and then a stray space."""
    if len(namesakes) > 1:
        return f"{person.name}{namesakes.index(person.staff_no) + 1}"
    if len(person.name) == 2:
        return "　 "[_number(person) % 2].join(person.name) if _number(person) % 3 else person.name
    return f" {person.name}" if _number(person) % 11 == 0 else person.name


def honours(entries: tuple[SampleHonour, ...]) -> str:
    """'县级教坛新秀2024(云溪县教育局)' or '2024年县级教坛新秀'; school honours are 校级."""
    spelled = []
    for entry in entries:
        level = {"school": "校级", "township": "学区", "county": "县级"}[entry.level]
        title = label("honour_title", entry.title)
        issuer = f"（{entry.issuer}）" if entry.level == "county" else ""
        spelled.append(
            f"{entry.year}年{level}{title}{issuer}" if entry.year % 2 else f"{level}{title}{entry.year}{issuer}"
        )
    return "；".join(spelled)


def month(value: str, person: SampleTeacher) -> str:
    """A month or day as text in one of five shapes; '' stays ''."""
    if not value:
        return ""
    year, number, *day = value.split("-")
    if day:
        return (f"{year}/{int(number)}/{int(day[0])}", f"{year}{number}{day[0]}", f"{year}.{number}.{day[0]}")[
            _number(person) % 3
        ]
    shapes = (
        f"{year}.{number}",
        f"{year}{number}",
        f"{year}年{int(number)}月",
        f"{year}-{number}",
        f"{year}/{int(number)}",
    )
    return shapes[_number(person) % 5]


def day(value: str) -> date | None:
    """A date for a date cell, where the day is known."""
    return date.fromisoformat(value) if len(value) == 10 else None


def label(list_id: str, code: str) -> str:
    """The Chinese words for a code; '' for ''."""
    return next((entry.zh for entry in code_lists()[list_id] if entry.code == code), "")


def _number(person: SampleTeacher) -> int:
    return int(person.staff_no)


def _turn(spellings: tuple[str, ...], person: SampleTeacher) -> str:
    return spellings[_number(person) % len(spellings)]
