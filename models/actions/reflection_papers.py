"""What is given out of the reflections: the archive's filing sheet, a person's or group's collection, the booklet of
the best, the records of the groups' exchanges. Everybody gives out what they may read, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import peewee as pw

from data.formats.collection import Volume, Writing, as_document, as_zip, file_name
from data.formats.page_files import print_pages
from data.formats.pages import Block, Page, PageColumn
from data.words import t
from models.actions.reflection_pieces import Piece, Wanted, pieces
from models.actions.reflections_finding import all_wanted
from models.actions.registers.attendance import CAME
from models.registers.choosing import label_of
from models.rules.reflections import FILED, THERE
from models.rules.rights import REMOTE
from models.tables.people import Activity, ActivityRecord, Attendance, StaffGroup, Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection, ReflectionText, StoredFile

if TYPE_CHECKING:
    from models.actions.desk import Desk

GRADES = ("excellent", "a", "b", "c")
FILING_COLUMNS = (
    "number",
    "handed_in_on",
    "staff_no",
    "name",
    "group",
    "kind",
    "month",
    "title",
    "characters",
    "grade",
    "state",
    "file_name",
    "sha256",
)


@dataclass(frozen=True, slots=True)
class Booklet:
    """The best as a volume, and those of the best that are left out because their authors have not agreed."""

    volume: Volume
    without_consent: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A piece that is given out: its author, a name for its file, the text, and the file as it came (ending and
    content) where there is one."""

    author: str
    name: str
    writing: Writing
    kept: tuple[str, bytes] | None


# -- the filing sheet --------------------------------------------------------------------------------------------------


def filing_rows(desk: Desk, wanted: Wanted) -> list[dict[str, Any]]:
    """What the archive keeps, in its order (group, person, day), by the names of `FILING_COLUMNS`: of those filed,
    unless states are wanted. Raises NotAllowed."""
    found = _ordered(desk, wanted if wanted.states else replace(wanted, states=(FILED,)))
    sums = _files([piece.file for piece in found if piece.file])
    rows = []
    for number, piece in enumerate(found, 1):
        row = {name: getattr(piece, name, "") for name in FILING_COLUMNS}
        rows.append({**row, "number": number, "sha256": sums.get(piece.file or 0, "")})
    return rows


def filing_sheet(desk: Desk, wanted: Wanted) -> Page:
    """The same on paper (归档目录)."""
    rows = filing_rows(desk, wanted)
    columns = (
        PageColumn(t("collection.number"), 4, right=True),
        PageColumn(t("find.column.handed_in_on"), 10),
        PageColumn(t("find.column.name"), 8),
        PageColumn(t("find.column.kind"), 8),
        PageColumn(t("find.column.month"), 7),
        PageColumn(t("find.column.title")),
        PageColumn(t("collection.characters"), 5, right=True),
        PageColumn(t("find.column.grade"), 4),
        PageColumn(t("collection.original"), 13),
    )
    lines = tuple(_filing_line(desk, row) for row in rows)
    grades = [row["grade"] for row in rows]
    counts = [(words_for(desk, "grade", grade), grades.count(grade)) for grade in (*GRADES, "")]
    told = [t("collection.grade_count", grade=name or t("collection.no_grade"), count=n) for name, n in counts if n]
    under = (
        t("collection.under", school=desk.school_name, day=desk.today.isoformat(), what=_limits(desk, wanted)),
        t("collection.counted", count=len(rows), grades="，".join(told)),
    )
    notes = (t("collection.original_note"),)
    return Page(t("collection.filing"), t("collection.filing"), under, (Block("", columns, lines),), notes)


def _filing_line(desk: Desk, row: dict[str, Any]) -> tuple[str, ...]:
    ending = row["file_name"].rpartition(".")[2].lower()[:4] if row["sha256"] else ""
    return (
        str(row["number"]),
        row["handed_in_on"],
        row["name"],
        words_for(desk, "kind", row["kind"]),
        row["month"],
        row["title"],
        str(row["characters"]),
        words_for(desk, "grade", row["grade"]),
        f"{ending} {row['sha256'][:8]}".strip(),
    )


# -- collections -------------------------------------------------------------------------------------------------------


def collection(desk: Desk, wanted: Wanted) -> Volume:
    """What one person, a group or the school wrote, in order, as one volume; of the states wanted, else of all that
    were handed in."""
    found = _readable(desk, wanted if wanted.states else replace(wanted, states=THERE))
    return Volume(_volume_title(desk, wanted), _volume_under(desk, len(found)), tuple(_writings(desk, found)))


def collection_files(desk: Desk, wanted: Wanted) -> bytes:
    """The same as a .zip: a folder for each author with the files as they came, byte for byte, documents of what was
    written in the program, and the filing sheet."""
    wanted = wanted if wanted.states else replace(wanted, states=THERE)
    found = _readable(desk, wanted)
    note_given_out(desk, t("collection.filing"), len(found))

    def files() -> Iterator[tuple[str, bytes]]:
        yield f"{file_name(t('collection.filing'))}.xlsx", print_pages([filing_sheet(desk, wanted)], ".xlsx")
        for one in _given(desk, found):
            path = f"{file_name(one.author or t('find.nobody'))}/{file_name(one.name)}"
            if one.kept:
                yield f"{path}{one.kept[0]}", one.kept[1]
            else:
                yield f"{path}.docx", as_document(Volume(one.writing.title, (one.writing.facts,), (one.writing,)))

    return as_zip(files())


def given(desk: Desk, wanted: Wanted) -> Iterator[Given]:
    """What one person, a group or the school wrote and may be read, in order; of the states wanted, else of all that
    were handed in. Raises NotAllowed."""
    return _given(desk, _readable(desk, wanted if wanted.states else replace(wanted, states=THERE)))


def _given(desk: Desk, found: Sequence[Piece]) -> Iterator[Given]:
    for piece, writing in zip(found, _writings(desk, found), strict=True):
        name = " ".join(filter(None, (piece.month, words_for(desk, "kind", piece.kind), piece.title)))
        yield Given(piece.name, name, writing, _content(piece.file) if piece.file else None)


def booklet(desk: Desk, wanted: Wanted) -> Booklet:
    """The best: those graded excellent or marked for the yearbook whose authors have agreed to their being shown."""
    marked = _readable(desk, replace(wanted, states=THERE, flagged=True))
    best = _readable(desk, replace(wanted, states=THERE, grade="excellent"))
    every = list({piece.id: piece for piece in (*best, *marked)}.values())
    agreed = [piece for piece in every if piece.consent == "given"]
    volume = Volume(
        t("collection.booklet", what=_limits(desk, wanted) or desk.school_name),
        _volume_under(desk, len(agreed)),
        tuple(_writings(desk, agreed, judged=False)),
    )
    return Booklet(volume, tuple(piece for piece in every if piece.consent != "given"))


# -- exchanges ---------------------------------------------------------------------------------------------------------


def exchange_records(desk: Desk, since: str = "", until: str = "", group: str = "") -> Volume:
    """The record of each exchange (组内交流) in those days, of that group or of all: when, where, who led, who came,
    what was said, and what was handed in for it, with the texts that may be read. Raises NotAllowed."""
    for area in ("activities", "attendance"):
        desk.sight.ensure(area)
    about = Activity.held_on, Activity.place, Activity.title, Activity.id
    query = (
        Activity.select(*about, StaffGroup.name, Teacher.name, ActivityRecord.minutes, ActivityRecord.record)
        .join(ActivityRecord, on=(ActivityRecord.activity == Activity.id))
        .join(StaffGroup, on=(ActivityRecord.group == StaffGroup.id))
        .join_from(ActivityRecord, Teacher, pw.JOIN.LEFT_OUTER, on=(ActivityRecord.lead == Teacher.id))
        .where(Activity.id.in_(Reflection.select(Reflection.activity).where(Reflection.kind == "exchange")))
        .order_by(Activity.held_on, Activity.id)
    )
    if since:
        query = query.where(Activity.held_on >= since)
    if until:
        query = query.where(Activity.held_on <= until)
    if group:
        query = query.where(StaffGroup.name == group)
    rows = tuples(query)
    writings = tuple(_exchange(desk, *row) for row in rows)
    title = t("collection.exchanges", what=group or desk.school_name)
    return Volume(title, _volume_under(desk, len(writings)), writings)


def _exchange(desk: Desk, *row: Any) -> Writing:
    day, place, title, activity, group, lead, minutes, record = row
    attended = tuples(
        Attendance.select(Teacher.name, Attendance.status)
        .join(Teacher, on=(Attendance.teacher == Teacher.id))
        .where(Attendance.activity == activity)
        .order_by(Teacher.sort_no, Teacher.id)
    )
    came = "、".join(name for name, status in attended if status in CAME)
    missing = "、".join(name for name, status in attended if status not in CAME)
    facts = (
        group,
        day,
        place,
        t("collection.lead", who=lead) if lead else "",
        t("collection.minutes", count=minutes) if minutes else "",
    )
    handed_in = _ordered(desk, Wanted(states=THERE, kind="exchange", activity=activity))
    body = [f"# {t('collection.came', count=sum(status in CAME for _, status in attended))}", came or "-"]
    if missing:
        body += [f"# {t('collection.missing')}", missing]
    body += [f"# {t('collection.record')}", record or "-", f"# {t('collection.handed_in', count=len(handed_in))}"]
    texts = _texts([piece.id for piece in handed_in if piece.readable])
    for piece in handed_in:
        body.append(t("collection.by", who=piece.name, title=piece.title))
        body += [line for line in texts.get(piece.id, "").splitlines() if line and not line.startswith("#")]
    return Writing(title, "  ".join(filter(None, facts)), "\n".join(body))


# -- inside ------------------------------------------------------------------------------------------------------------


def note_given_out(desk: Desk, what: str, count: int) -> None:
    """Leave a mark in the history when texts are given out to somebody who came in from elsewhere."""
    if count and desk.store.actor.origin.startswith(REMOTE):
        with desk.store.change("personal.export", t("collection.given_out", what=what, count=count)):
            pass


def words_for(desk: Desk, name: str, value: str) -> str:
    """A kind, state or grade for a person."""
    return label_of(desk.lists.choices(f"reflection_{name}"), value) if value else ""


def _ordered(desk: Desk, wanted: Wanted) -> list[Piece]:
    """Those wanted by group, person and day."""
    found = pieces(desk, all_wanted(desk, wanted))
    order = {person.staff_no: number for number, person in enumerate(desk.lists.people())}
    return sorted(found, key=lambda one: (one.group, order.get(one.staff_no, len(order)), one.handed_in_on, one.id))


def _readable(desk: Desk, wanted: Wanted) -> list[Piece]:
    return [piece for piece in _ordered(desk, wanted) if piece.readable]


def _writings(desk: Desk, found: Sequence[Piece], judged: bool = True) -> Iterator[Writing]:
    texts = _texts([piece.id for piece in found])
    for piece in found:
        grade = words_for(desk, "grade", piece.grade) if judged else ""
        facts = (piece.name, words_for(desk, "kind", piece.kind), piece.month, piece.handed_in_on, grade)
        title = piece.title or words_for(desk, "kind", piece.kind) or t("find.nobody")
        yield Writing(title, "  ".join(filter(None, facts)), texts.get(piece.id, ""))


def _texts(ids: Collection[int]) -> dict[int, str]:
    query = ReflectionText.select(ReflectionText.reflection, ReflectionText.body)
    listed = list(ids)
    return {
        row_id: body
        for at in range(0, len(listed), 500)
        for row_id, body in tuples(query.where(ReflectionText.reflection.in_(listed[at : at + 500])))
    }


def _files(ids: Sequence[int]) -> dict[int, str]:
    return {
        row_id: sha256
        for at in range(0, len(ids), 500)
        for row_id, sha256 in tuples(
            StoredFile.select(StoredFile.id, StoredFile.sha256).where(StoredFile.id.in_(ids[at : at + 500]))
        )
    }


def _content(file: int) -> tuple[str, bytes] | None:
    """A file's ending and content as it came."""
    rows = tuples(StoredFile.select(StoredFile.suffix, StoredFile.content).where(StoredFile.id == file))
    return (rows[0][0], bytes(rows[0][1])) if rows else None


def _volume_title(desk: Desk, wanted: Wanted) -> str:
    return t("collection.title", what=_limits(desk, wanted) or desk.school_name)


def _volume_under(desk: Desk, count: int) -> tuple[str, ...]:
    return (desk.school_name, t("collection.volume", count=count, day=desk.today.isoformat()))


def _limits(desk: Desk, wanted: Wanted) -> str:
    """Whose and of when, in a few words; '' for everybody's of all time."""
    people = desk.lists.people()
    names = [person.name if (person := people.numbered(number)) else number for number in wanted.teachers]
    days = f"{wanted.since or ''} - {wanted.until or ''}" if wanted.since or wanted.until else ""
    told = (*names, wanted.group, wanted.month, days, words_for(desk, "kind", wanted.kind), wanted.tag)
    return " ".join(filter(None, told))
