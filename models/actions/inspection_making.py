"""What every paper of a folder for inspectors is made with: whose folder it is, for whom, and as of when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.formats.official import OfficialPaper
from data.words import t
from models.actions.desk import Desk
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import Summary, summaries
from models.rules.inspection import Entry, Subject
from models.rules.readers import Reader
from models.rules.terms import TermDates


class LeftOut(Exception):
    """There can be no such paper, and nothing is missing by that; ``str(error)`` says why."""


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a paper: its name without number and ending ('' for the paper's own title), its content, and how
    many rows, forms or pieces are in it."""

    name: str
    ending: str
    content: bytes
    count: int


@dataclass(frozen=True)
class Making:
    """``people`` are the staff numbers that the folder is about, None for everybody's."""

    desk: Desk
    subject: Subject
    reader: Reader
    people: frozenset[str] | None
    title: str
    term: TermDates

    @cached_property
    def progress(self) -> Progress:
        return Progress(self.desk)

    @cached_property
    def standings(self) -> list[Standing]:
        """How those stand whom the folder is about. Raises NotAllowed."""
        if self.subject.kind == "school":
            return self.progress.of()
        if self.subject.kind == "group":
            return self.progress.of(self.subject.name)
        return self.progress.of(people=self.people)

    @cached_property
    def summaries(self) -> list[Summary]:
        """Every obligation of theirs, in the school's order: the figures of `yanxiu progress`."""
        if self.subject.kind == "person":
            own = {one.obligation.id: one for one in self.standings}  # one person has each of them once
            return [Summary(one, (own[one.id],)) for one in self.progress.obligations if one.id in own]
        return summaries(self.progress, self.subject.name or None)

    @property
    def group(self) -> str:
        """The group's name; '' for the school's or a person's folder."""
        return self.subject.name if self.subject.kind == "group" else ""

    @property
    def day(self) -> date:
        return self.desk.today

    @cached_property
    def school(self) -> str:
        return self.desk.school_name

    def holds(self, staff_no: str) -> bool:
        return self.people is None or staff_no in self.people

    def under(self) -> str:
        """The line under a paper's title: whose, which term, as of when."""
        return t("inspection.under", who=self.title, term=self.term.label, day=self.day.isoformat())

    def paper(self, entry: Entry, name: str = "") -> OfficialPaper:
        """A paper that begins with its form's number, its title and whose it is."""
        title = entry_title(entry)
        paper = OfficialPaper(title, self.desk.who, self.day)
        paper.form_number(form_words(entry))
        paper.title(f"{self.school}{title}" if not name else f"{name}{title}", self.under())
        return paper


Maker = Callable[[Making, Entry], list[Made]]
"""Makes the files of one paper; [] where there is nothing of it. Raises NotAllowed, LeftOut."""


def entry_title(entry: Entry) -> str:
    """What a paper is called: its register's name, or its own."""
    paper = entry.paper
    if paper.kind == "register":
        return t(f"register.{paper.of}")  # family register.*
    title = t(f"inspection.paper.{paper.kind}")  # family inspection.paper.*
    return title.format(what=t(f"inspection.piece.{paper.of or 'all'}"))  # family inspection.piece.*


def form_words(entry: Entry) -> str:
    return t("inspection.form", number=entry.form)
