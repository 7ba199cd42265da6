"""Filled evaluation forms and the agreements of pairs for inspectors, in the layout of official documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.formats.agreement_paper import AgreementPaper
from data.formats.form_paper import PaperForm
from data.formats.official import Fact, OfficialPaper
from data.formats.pages import PageColumn
from data.words import t
from models.actions.form_papers import filled_papers
from models.actions.inspection_making import Made, Making, entry_title, form_words
from models.actions.observing_summaries import distinct_name
from models.actions.pairing_agreement import agreements, to_print
from models.rules.inspection import Entry
from models.rules.rights import Scope
from models.tables.lessons import EvaluationForm, Observation, OpenLesson
from models.tables.people import Teacher
from models.tables.reading import tuples

_TEXT_BOX = 1.6  # centimetres of each text of a form


def handed_in(making: Making) -> dict[str, list[int]]:
    """The observations of the term with a form that was handed in, by the observer's staff number ('' for guests), as
    far as whoever is at the desk may see them. Raises NotAllowed."""
    scope = making.desk.sight.ensure("forms")
    seen: Any = None if scope is Scope.ALL else making.desk.sight.numbers(scope)
    query = (
        EvaluationForm.select(Teacher.staff_no, Observation.id)
        .join(Observation, on=(EvaluationForm.observation == Observation.id))
        .join(OpenLesson, on=(Observation.lesson == OpenLesson.id))
        .switch(Observation)
        .left_outer_join(Teacher, on=(Observation.observer == Teacher.id))
        .where(
            EvaluationForm.status == "handed_in", OpenLesson.held_on.between(making.term.starts_on, making.term.ends_on)
        )
        .order_by(OpenLesson.held_on, OpenLesson.period, Observation.id)
    )
    found: dict[str, list[int]] = {}
    for number, observation in tuples(query):
        if (seen is None or number in seen) and (making.people is None or number in making.people):
            found.setdefault(number or "", []).append(observation)
    return found


def forms_paper(making: Making, entry: Entry) -> list[Made]:
    """A document for each observer, a page for each form."""
    by_observer = handed_in(making)
    order = {one["staff_no"]: place for place, one in enumerate(making.desk.people(making.day))}
    made = []
    for number in sorted(by_observer, key=lambda one: (order.get(one, len(order)), one)):
        name = distinct_name(making.desk, number) if number else t("inspection.guests")
        forms = filled_papers(making.desk, by_observer[number])
        made.append(Made(name, ".docx", _forms(making, entry, name, forms), len(forms)))
    return made


def agreements_paper(making: Making, entry: Entry) -> list[Made]:
    """The agreements of the pairs that are not over, each on pages of its own."""
    own = [pair for pair in to_print(making.desk) if making.holds(pair.mentor) or making.holds(pair.mentee)]
    papers = agreements(making.desk, [pair.id for pair in own])
    if not papers:
        return []
    paper = OfficialPaper(entry_title(entry), making.desk.who, making.day)
    for number, one in enumerate(papers, 1):
        paper.new_page()
        paper.form_number(f"{form_words(entry)}-{number}")
        _agreement(paper, one)
    return [Made("", ".docx", paper.to_bytes(), len(papers))]


def _forms(making: Making, entry: Entry, name: str, forms: Sequence[PaperForm]) -> bytes:
    paper = OfficialPaper(f"{name}{entry_title(entry)}", making.desk.who, making.day)
    columns = (
        PageColumn(t("forms.paper_section"), 17),
        PageColumn(t("forms.paper_number"), 5, True),
        PageColumn(t("forms.paper_words")),
        PageColumn(t("forms.paper_most"), 7, True),
        PageColumn(t("forms.paper_points"), 7, True),
    )
    for number, form in enumerate(forms, 1):
        paper.new_page()
        paper.form_number(f"{form_words(entry)}-{number}    {form.code}")
        paper.title(form.title)
        head = [Fact(label, text) for label, text in form.head]
        paper.form([head[at : at + 2] for at in range(0, len(head), 2)])
        rows = [(line.section, str(line.number), line.words, line.most, line.points) for line in form.lines]
        total = " ".join(filter(None, (form.total, form.band)))
        paper.table(columns, [*rows, ("", "", t("forms.paper_sum"), form.full, total)])
        paper.form([[Fact(label, text, _TEXT_BOX)] for label, text in form.texts])
        paper.signatures((t("forms.paper_signed", name=form.signed),), t("inspection.signed_on"))
    return paper.to_bytes()


def _agreement(paper: OfficialPaper, one: AgreementPaper) -> None:
    paper.title(one.title, one.under)
    for party in one.parties:
        facts = [Fact(label, text) for label, text in party.facts]
        paper.form([[Fact(party.title, "")], *(facts[at : at + 2] for at in range(0, len(facts), 2))])
    paper.paragraph(one.purpose)
    for heading, lines in one.sections:
        paper.heading(heading)
        for number, line in enumerate(lines, 1):
            paper.paragraph(f"{number}. {line}")
    paper.paragraph(one.closing)
    paper.signatures(one.signatures, one.signed_on)
