"""Evaluation forms on paper: blank ones with a code for each observer, and filled ones, as plain values to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.formats.form_paper import PaperForm, PaperLine, as_document, as_text, as_workbook
from data.words import t
from models.actions.filled_forms import Filled, filled, template_for
from models.actions.form_templates import Template, ensure_templates
from models.actions.forms import form_for
from models.actions.lesson_facts import LessonFacts, lesson, lessons, observers
from models.registers.choosing import label_of
from models.rules.paper_code import code_of
from models.rules.scores import NOT_APPLICABLE, band_of, show_tenths

if TYPE_CHECKING:
    from models.actions.desk import Desk

ENDINGS = (".txt", ".xlsx", ".docx")


def blank_papers(desk: Desk, lesson_id: int) -> list[PaperForm]:
    """A blank form with its code for everybody who observes the lesson and has not handed one in.

    The forms are begun by that, so that their edition stays the one that is printed: one action where any are new.
    Raises LookupError for a lesson that is gone.
    """
    ensure_templates(desk.store)
    facts = lesson(lesson_id)
    who = [one for one in observers([lesson_id]) if one.status in ("planned", "came")]
    known = filled(one.observation for one in who)
    used = template_for(lesson_id)
    who = [one for one in who if one.observation not in known or known[one.observation].status == "draft"]
    with desk.store.change("forms.print"):
        for one in who:
            form_for(one.observation, used.id)
    forms = filled(one.observation for one in who)
    return [
        _paper(desk, forms[one.observation].template, facts, one.name, code_of(one.observation), None) for one in who
    ]


def plain_paper(desk: Desk, template: Template) -> PaperForm:
    """A blank form for any lesson, without a code."""
    return _paper(desk, template, None, "", "", None)


def filled_papers(desk: Desk, observations: Sequence[int]) -> list[PaperForm]:
    """Those of the observations' forms that are there and not struck out, as they stand."""
    forms = filled(observations)
    who = {one.observation: one for one in observers() if one.observation in forms}
    facts = {one.id: one for one in lessons(sorted({one.lesson for one in who.values()}))}
    return [
        _paper(desk, form.template, facts[who[one].lesson], who[one].name, code_of(one), form)
        for one, form in forms.items()
        if form.status != "void"
    ]


def print_papers(papers: Sequence[PaperForm], ending: str) -> bytes:
    """The forms as a file of that ending. Raises ValueError for one that is none of `ENDINGS`."""
    match ending.lower():
        case ".txt":
            return (as_text(papers) + "\n").encode("utf-8")
        case ".xlsx":
            return as_workbook(papers)
        case ".docx":
            return as_document(papers)
    raise ValueError(t("forms.paper_ending", endings=" ".join(ENDINGS)))


def _paper(
    desk: Desk, template: Template, facts: LessonFacts | None, observer: str, code: str, form: Filled | None
) -> PaperForm:
    score = form.score_x10 if form else None
    bands, texts = desk.lists.choices("form_band"), desk.lists.choices("form_text")
    section, lines = "", []
    for item in template.items:
        value = form.points.get(item.seq) if form else None
        points = t("forms.absent") if value == NOT_APPLICABLE else show_tenths(value)
        shown = item.section if item.section != section else ""
        section = item.section or section
        lines.append(PaperLine(shown, item.seq, item.words, show_tenths(item.most_x10), points))
    return PaperForm(
        desk.school_name,
        template.title,
        code,
        _head(desk, facts, observer),
        tuple(lines),
        show_tenths(template.full_x10),
        show_tenths(score),
        label_of(bands, band_of(template.bands, score)) if score is not None else "",
        tuple((label_of(texts, name), form.texts[name] if form else "") for name in template.required),
        observer,
    )


def _head(desk: Desk, facts: LessonFacts | None, observer: str) -> tuple[tuple[str, str], ...]:
    subject = label_of(desk.lists.choices("subject"), facts.subject) if facts and facts.subject else ""
    period = t("forms.period", period=facts.period) if facts else ""
    return (
        (t("forms.head_teacher"), facts.teacher if facts else ""),
        (t("forms.head_class"), facts.class_name if facts else ""),
        (t("forms.head_subject"), subject),
        (t("forms.head_topic"), facts.topic if facts else ""),
        (t("forms.head_day"), f"{facts.held_on} {period}" if facts else ""),
        (t("forms.head_observer"), observer),
    )
