"""A store with as many invented teachers as asked for, kept in the temporary folder from one run to the next."""

from __future__ import annotations

import tempfile
from datetime import date
from hashlib import md5
from pathlib import Path

import peewee as pw

from data.pinyin import initials_of, pinyin_of_name
from models.actions.lists import SchoolLists
from models.actions.school import found_school
from models.journal.writing import insert_records
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.schema import expected
from models.tables.people import ClassGroup, GroupMember, Honour, StaffGroup, Teacher, TeacherClass, TeacherSubject
from models.tables.reading import tuples

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明芳强静丽杰倩磊敏涛娟军霞勇燕超婷波艳辉玲鹏红斌英浩慧宇雪晨佳"


def store_of(count: int) -> Path:
    """The file; made anew when the tables are no longer those of the file that is there."""
    schema = "\n".join(sorted(expected(pw.SqliteDatabase(":memory:"))))
    mark = md5(schema.encode(), usedforsecurity=False).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / "yanxiu-bench"
    folder.mkdir(exist_ok=True)
    file = folder / f"{count}-{mark}.db"
    if not file.exists():
        making = file.with_suffix(".making.db")
        for left in folder.glob(f"{making.name}*"):
            left.unlink()
        with found_school(making, "试验小学", term_named("2026-1"), Actor("bench")) as store:
            _fill(store, count)
        making.rename(file)
    return file


def _fill(store: Store, count: int) -> None:
    with store.change("school.sample"):
        lists = SchoolLists(lambda: date(2026, 11, 24))
        classes = insert_records(
            ClassGroup, [{"entry_year": y, "class_no": n} for y in range(2021, 2027) for n in (1, 2, 3)]
        )
        ranks, subjects = ([choice.code for choice in lists.choices(name)] for name in ("rank", "subject"))
        groups = [row[0] for row in tuples(StaffGroup.select(StaffGroup.id).where(StaffGroup.kind == "research"))]
        ids = insert_records(Teacher, (_teacher(n, ranks) for n in range(count)))
        insert_records(
            TeacherSubject, ({"teacher": who, "subject": subjects[n % 7], "seq": 0} for n, who in enumerate(ids))
        )
        insert_records(
            TeacherClass,
            ({"teacher": who, "class_group": classes[n % len(classes)], "seq": 0} for n, who in enumerate(ids)),
        )
        insert_records(GroupMember, ({"teacher": who, "group": groups[n % len(groups)]} for n, who in enumerate(ids)))
        insert_records(
            Honour,
            (
                {"teacher": who, "level": "county", "title": "backbone", "year": 2010 + n % 15}
                for n, who in enumerate(ids[::10])
            ),
        )


def _teacher(n: int, ranks: list[str]) -> dict[str, object]:
    name = _SURNAMES[n % 32] + _GIVEN[n // 32 % 31] + _GIVEN[n // 992 % 31]
    pinyin = pinyin_of_name(name)
    return {
        "staff_no": f"{n + 1:06}",
        "sort_no": (n + 1) * 1000,
        "name": name,
        "name_pinyin": pinyin,
        "name_initials": initials_of(pinyin),
        "sex": "FM"[n % 2],
        "born_on": f"{1966 + n % 36}-{n % 12 + 1:02}",
        "teaching_since": f"{1990 + n % 36}-09",
        "rank": ranks[n % len(ranks)],
        "status": "active",
        "phone": f"139{n:08}",
        "remark": f"第{n % 97}号" if n % 5 == 0 else "",
    }
