"""Folders for inspectors (迎检材料): a person's, a group's or the school's papers, numbered, in one .zip.

What is missing comes first, on a sheet of its own; every figure is that of the registers and the progress screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.formats.collection import as_zip
from data.formats.official import OfficialPaper
from data.formats.pages import PageColumn
from data.formats.problem import FileProblem
from data.formats.saving import save_bytes
from data.words import t
from models.actions.desk import Desk
from models.actions.inspection_credits import credits_paper
from models.actions.inspection_forms import agreements_paper, forms_paper
from models.actions.inspection_gaps import empty_gap, gaps
from models.actions.inspection_lists import register_paper, standings_paper
from models.actions.inspection_making import LeftOut, Made, Maker, Making, entry_title, form_words
from models.actions.inspection_meetings import minutes_paper, turnout_paper
from models.actions.inspection_papers import (
    fund_paper,
    leading_paper,
    plan_paper,
    progress_paper,
    rules_paper,
    staff_paper,
)
from models.actions.inspection_pictures import pictures_paper
from models.actions.inspection_settings import parts_of
from models.actions.inspection_writings import filing_paper, reflections_paper
from models.actions.observing_summaries import distinct_name
from models.rules.inspection import Entry, Gap, Subject, entries, path_in, safe_name
from models.rules.readers import Reader, reader_title, why_not_for
from models.rules.rights import Scope, may_do, who_may_do
from models.rules.terms import TermDates
from models.store.errors import NotAllowed, StoreError
from models.tables.people import Term
from models.tables.reading import tuples

ACTION = "inspection.build"
_LONGEST_REASON = 300

MAKERS: Mapping[str, Maker] = {
    "plan": plan_paper,
    "progress": progress_paper,
    "standings": standings_paper,
    "staff": staff_paper,
    "register": register_paper,
    "minutes": minutes_paper,
    "turnout": turnout_paper,
    "forms": forms_paper,
    "agreements": agreements_paper,
    "filing": filing_paper,
    "reflections": reflections_paper,
    "rules": rules_paper,
    "fund": fund_paper,
    "leading": leading_paper,
    "credits": credits_paper,
    "pictures": pictures_paper,
}
"""Who makes which paper of `data/defaults/inspection.toml`."""


class Stopped(Exception):
    """Whoever asked for the folder does not want it any more; nothing was written."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the contents: a paper with its files (paths in the folder) and how many rows, forms or pieces are in
    them; ``why_not`` says why a paper is left out that whoever made the folder may not see."""

    entry: Entry
    title: str
    files: tuple[str, ...]
    count: int
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: the .zip, the files in it by their paths, and what is missing."""

    zip: Path
    files: tuple[str, ...]
    gaps: tuple[Gap, ...]
    listed: tuple[Listed, ...]


Heard = Callable[[int, int, str], None]
"""Hears how many papers of how many are made, and which comes next."""


def build_folder(
    desk: Desk,
    subject: Subject,
    path: Path,
    reader: Reader = Reader.INTERNAL,
    purpose: str = "",
    heard: Heard | None = None,
    stop: Callable[[], bool] | None = None,
) -> Built:
    """Make the folder as ``path``, a .zip, and leave a mark in the history with whose, for whom and what for.

    Nothing is there before all of it is. Raises NotAllowed, StoreError for a group or term that there is not,
    FileProblem for a file that cannot be written, Stopped where ``stop`` says so.
    """
    making = making_of(desk, subject, reader)
    if not path.parent.is_dir():
        raise FileProblem(t("import.no_such_folder", path=path.parent))
    wanted = entries(parts_of(desk)[subject.kind], reader.value)
    missing = gaps(making)
    files: list[tuple[str, bytes]] = []
    listed = []
    root = safe_name(t("inspection.folder", who=making.title, term=making.term.label))
    for number, entry in enumerate(wanted):
        if stop is not None and stop():
            raise Stopped
        if heard is not None:
            heard(number, len(wanted), entry_title(entry))
        made, why_not = _made(making, entry)
        own = _placed(root, entry, made, {name.lower() for name, _ in files})
        files += own
        paths = tuple(name.partition("/")[2] for name, _ in own)
        listed.append(Listed(entry, entry_title(entry), paths, sum(one.count for one in made), why_not))
    nothing = [one for one in listed if not one.files and not one.why_not]
    missing += empty_gap(making, [f"{one.entry.number} {one.title}" for one in nothing])
    first = [
        (f"{root}/{t('inspection.gaps_file')}.docx", _gaps_paper(making, missing)),
        (f"{root}/{t('inspection.contents_file')}.docx", _contents_paper(making, listed)),
    ]
    packed = as_zip([*first, *files])
    told = t("inspection.mark", who=making.title, reader=reader_title(reader), count=len(files) + 2)
    told += t("rights.shown_why", reason=purpose.strip()) if purpose.strip() else ""
    with desk.store.change(ACTION, told[:_LONGEST_REASON]):
        pass
    save_bytes(path, packed)
    if heard is not None:
        heard(len(wanted), len(wanted), "")
    return Built(path, tuple(name for name, _ in (*first, *files)), tuple(missing), tuple(listed))


def making_of(desk: Desk, subject: Subject, reader: Reader) -> Making:
    """What the papers are made with. Raises NotAllowed for a folder of somebody whom the person is not set over,
    StoreError for a group or a term that there is not."""
    if desk.term is None:
        raise StoreError(t("owed.no_term"))
    desk.sight.ensure("inspection")
    if subject.kind == "school":
        people, title = None, desk.school_name
    elif subject.kind == "group":
        if subject.name not in desk.groups():
            raise StoreError(t("verb.no_group", name=subject.name, groups="、".join(desk.groups())))
        people = frozenset(one["staff_no"] for one in desk.people(desk.today, subject.name))
        title = subject.name
    else:
        people, title = frozenset((subject.name,)), distinct_name(desk, subject.name)
    scope = may_do(desk.store.actor.role, ACTION)
    if scope is not Scope.ALL and (people is None or not people <= desk.sight.numbers(scope)):
        raise NotAllowed(t("rights.not_yours", what=t("inspection.title"), whose=title, who=who_may_do(ACTION)))
    return Making(desk, subject, reader, people, title, desk.term)


def desk_of_term(desk: Desk, name: str) -> Desk:
    """The desk as it is in the term '2026-1': today where that lies in it, else the term's last day.

    Raises StoreError for a term that the school does not have.
    """
    rows = tuples(Term.select(Term.school_year, Term.number, Term.starts_on, Term.ends_on).order_by(Term.starts_on))
    terms = {f"{row[0]}-{row[1]}": TermDates(*row) for row in rows}
    if name not in terms:
        raise StoreError(t("inspection.no_term", name=name, known=" ".join(terms)))
    day = min(desk.today, date.fromisoformat(terms[name].ends_on))
    return Desk(desk.store, today=lambda: day)


def proposed_name(desk: Desk, subject: Subject) -> str:
    """What the .zip may be called, without a folder."""
    making = making_of(desk, subject, Reader.INTERNAL)
    return safe_name(t("inspection.folder", who=making.title, term=making.term.label)) + ".zip"


# -- the first pages ---------------------------------------------------------------------------------------------------


def _made(making: Making, entry: Entry) -> tuple[list[Made], str]:
    """The files of a paper, and why there can be none of it for this reader or from this person."""
    if entry.paper.kind == "register" and (why := why_not_for(making.reader, entry.paper.of, entry_title(entry))):
        return [], why
    try:
        return MAKERS[entry.paper.kind](making, entry), ""
    except (LeftOut, NotAllowed) as refusal:
        return [], str(refusal)


def _placed(root: str, entry: Entry, made: Sequence[Made], taken: set[str]) -> list[tuple[str, bytes]]:
    """The files of a paper in the folder of its part; several files in a folder of their own."""
    part = f"{entry.part.number} {entry.part.heading}"
    own = f"{entry.number} {entry_title(entry)}"
    found = []
    for one in made:
        several = bool(one.name)
        path = path_in((root, part, own) if several else (root, part), one.name if several else own, one.ending)
        stem, number = path.removesuffix(one.ending), 1
        while path.lower() in taken:
            number += 1
            path = f"{stem} ({number}){one.ending}"
        taken.add(path.lower())
        found.append((path, one.content))
    return found


def _gaps_paper(making: Making, missing: Sequence[Gap]) -> bytes:
    paper = OfficialPaper(t("inspection.gaps_title"), making.desk.who, making.day)
    paper.title(f"{making.title}{t('inspection.gaps_title')}", making.under())
    paper.note(t("inspection.gaps_note"))
    columns = (
        PageColumn(t("inspection.number"), 5, True),
        PageColumn(t("inspection.column.clause"), 6),
        PageColumn(t("inspection.column.what"), 17),
        PageColumn(t("inspection.column.count"), 5, True),
        PageColumn(t("inspection.column.missing"), 5, True),
        PageColumn(t("inspection.column.who")),
        PageColumn(t("inspection.column.where"), 9),
    )
    comma = t("inspection.comma")
    rows = [
        (str(number), one.clause, one.what, str(one.count), str(one.missing), comma.join(one.who), one.where)
        for number, one in enumerate(missing, 1)
    ]
    if rows:
        paper.table(columns, rows)
    else:
        paper.paragraph(t("inspection.no_gaps"))
    return paper.to_bytes()


def _contents_paper(making: Making, listed: Sequence[Listed]) -> bytes:
    paper = OfficialPaper(t("inspection.title"), making.desk.who, making.day)
    paper.gap(5)
    paper.title(making.school if making.title == making.school else f"{making.school}{making.title}")
    paper.title(t("inspection.title"))
    paper.gap(4)
    files = sum(len(one.files) for one in listed) + 2
    for line in (
        t("inspection.cover_term", term=making.term.label),
        t("inspection.cover_reader", reader=reader_title(making.reader)),
        t("inspection.cover_day", day=making.day.isoformat()),
        t("inspection.cover_who", who=making.desk.who),
        t("inspection.cover_files", papers=len(listed), files=files),
    ):
        paper.paragraph(line)
    paper.gap(3)
    paper.signatures((t("inspection.signs_head"), t("inspection.seal")), t("inspection.signed_on"))
    paper.new_page()
    paper.title(t("inspection.contents"))
    columns = (
        PageColumn(t("inspection.number"), 7),
        PageColumn(t("inspection.form_number"), 7),
        PageColumn(t("inspection.paper_title"), 24),
        PageColumn(t("inspection.file")),
        PageColumn(t("inspection.rows"), 7, True),
    )
    rows: list[Sequence[str]] = []
    parts: set[int] = set()
    part = ""
    for one in listed:
        if one.entry.part.number != part:
            part = one.entry.part.number
            parts.add(len(rows))
            rows.append((part, "", one.entry.part.heading, t("inspection.proves", clauses=_clauses(one)), ""))
        rows.append((one.entry.number, form_words(one.entry), one.title, _files(one), str(one.count)))
    paper.table(columns, rows, headed=parts)
    return paper.to_bytes()


def _clauses(one: Listed) -> str:
    return t("inspection.comma").join(one.entry.part.clauses)


def _files(one: Listed) -> str:
    """The name of its file, the folder and number of several, or why there is none."""
    if not one.files:
        return one.why_not or t("inspection.none")
    name = one.files[0].split("/")
    if len(name) > 2 or len(one.files) > 1:
        return t("inspection.files", folder=name[-2], count=len(one.files))
    return name[-1]
