"""A store with as many invented reflections as asked for, over ten years, kept in the temporary folder from one run to
the next."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import md5
from pathlib import Path

import peewee as pw

from models.actions.school import found_school
from models.journal.writing import insert_records
from models.rules.terms import term_named
from models.store import Actor, Store
from models.store.schema import expected
from models.tables.people import Teacher
from models.tables.reflections import Reflection, ReflectionTag, ReflectionText

YEARS, TEACHERS = 10, 400
COMMON, SELDOM, RARE = "提问", "板演", "暖水瓶"
"""Words in a third, in one of a hundred and in one of five thousand of the texts."""
_MARKS = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对"
    "小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动"
    "方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感"
)
_KINDS = ("insight", "insight", "insight", "after_lesson", "exchange", "case", "term")
_GRADES = ("", "a", "b", "b", "c", "excellent", "a", "b")


def store_of(count: int) -> Path:
    """The file; made anew when the tables are no longer those of the file that is there."""
    schema = "\n".join(sorted(expected(pw.SqliteDatabase(":memory:"))))
    mark = md5(schema.encode(), usedforsecurity=False).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / "yanxiu-bench"
    folder.mkdir(exist_ok=True)
    file = folder / f"reflections-{count}-{mark}.db"
    if not file.exists():
        making = file.with_suffix(".making.db")
        for left in folder.glob(f"{making.name}*"):
            left.unlink()
        with found_school(making, "试验小学", term_named("2026-1"), Actor("bench")) as store:
            _fill(store, count)
        making.rename(file)
    return file


def _fill(store: Store, count: int) -> None:
    chance = random.Random(1)
    with store.change("school.sample"):
        teachers = insert_records(Teacher, ({"staff_no": f"{n:04}", "name": f"教师{n}"} for n in range(TEACHERS)))
    for at in range(0, count, 5_000):
        part = range(at, min(at + 5_000, count))
        with store.change("school.sample"):
            ids = insert_records(Reflection, (_reflection(n, count, teachers) for n in part))
            insert_records(
                ReflectionText, ({"reflection": one, "body": text(chance, n)} for n, one in zip(part, ids, strict=True))
            )
            insert_records(ReflectionTag, ({"reflection": one, "tag": "年鉴"} for one in ids[::500]))


def _reflection(n: int, count: int, teachers: list[int]) -> dict[str, object]:
    day = date(2016, 9, 1) + timedelta(days=n * 365 * YEARS // count)
    return {
        "teacher": teachers[n * 7 - n // TEACHERS - TEACHERS * ((n * 7 - n // TEACHERS) // TEACHERS)],
        "kind": _KINDS[n * 3 - 7 * (n * 3 // 7)],
        "month": day.isoformat()[:7],
        "title": f"第{n}篇",
        "state": "filed",
        "grade": _GRADES[n - 8 * (n // 8)],
        "received_at": f"{day}T08:00:00Z",
        "handed_in_at": f"{day}T08:00:00Z",
        "handed_in_on": day.isoformat(),
        "characters": 400,
    }


def text(chance: random.Random, n: int) -> str:
    """Some four hundred characters in sentences, in some of them the words that are searched for."""
    sentences = list(_sentences(chance))
    for word, every in ((COMMON, 3), (SELDOM, 100), (RARE, 5_000)):
        if n - every * (n // every) == 0:
            sentences.insert(chance.randrange(len(sentences)), f"课上的{word}让我想了很久。")
    return "# 发生了什么\n" + "".join(sentences)


def _sentences(chance: random.Random) -> Iterator[str]:
    written = 0
    while written < 390:
        length = chance.randint(14, 36)
        written += length + 1
        yield "".join(chance.choices(_MARKS, k=length)) + "。"
