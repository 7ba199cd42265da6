"""What was written, for inspectors: the archive's filing sheet, and the pieces themselves, as they came where kept."""

from __future__ import annotations

from dataclasses import replace

from data.formats.collection import Writing
from data.formats.official import OfficialPaper
from models.actions.inspection_making import Made, Making
from models.actions.reflection_papers import filing_sheet, given
from models.actions.reflection_pieces import Wanted
from models.rules.inspection import Entry
from models.rules.reflections import THERE


def filing_paper(making: Making, entry: Entry) -> list[Made]:
    """The list of what was handed in (归档目录)."""
    page = filing_sheet(making.desk, _wanted(making, entry))
    (block,) = page.blocks
    if not block.rows:
        return []
    paper = making.paper(entry)
    for line in page.under[1:]:
        paper.note(line)
    paper.table(block.columns, block.rows)
    for line in page.notes:
        paper.note(line)
    return [Made("", ".docx", paper.to_bytes(), len(block.rows))]


def reflections_paper(making: Making, entry: Entry) -> list[Made]:
    """Each piece that may be read: the file as it came, byte for byte, or a document of what was written here."""
    made = []
    for one in given(making.desk, _wanted(making, entry)):
        ending, content = one.kept or (".docx", _document(making, one.writing))
        made.append(Made(f"{one.author} {one.name}".strip(), ending, content, 1))
    return made


def _wanted(making: Making, entry: Entry) -> Wanted:
    people = () if making.people is None or making.group else tuple(sorted(making.people))
    wanted = Wanted(states=THERE, kind=entry.paper.of, since=making.term.starts_on, until=making.term.ends_on)
    return replace(wanted, teachers=people, group=making.group)


def _document(making: Making, writing: Writing) -> bytes:
    paper = OfficialPaper(writing.title, making.desk.who, making.day)
    paper.title(writing.title, writing.facts)
    for line in writing.body.splitlines():
        if line.startswith("#"):
            paper.heading(line.lstrip("#").strip())
        else:
            paper.paragraph(line)
    return paper.to_bytes()
