"""Evaluation forms: begun, scored, handed in, filed from paper by their code, struck out; each an action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.filled_forms import (
    NO_CONTROL,
    Filled,
    FormRefused,
    filled,
    may_fill_in,
    observer_of,
    template_for,
)
from models.actions.form_templates import Template, ensure_templates, item_ids
from models.actions.lesson_facts import Observer, lesson, observers
from models.journal.writing import delete_record, insert_record, update_record
from models.registers.choosing import label_of
from models.rules.paper_code import BadCode, number_of
from models.rules.paper_line import BadScores, read_line, read_scores
from models.rules.scores import NOT_APPLICABLE, control_agrees, runs, show_tenths, sum_of
from models.tables.lessons import EvaluationForm, FormScore, Observation
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What `hand_in` did: the change set, the observations whose forms are in now, and a sentence for each other."""

    change_id: int | None
    done: tuple[int, ...]
    refused: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper form that was filed: whose, of which lesson (in words), its score in tenths."""

    observation: int
    observer: str
    lesson: str
    score_x10: int
    change_id: int | None


# -- writing -----------------------------------------------------------------------------------------------------------


def form_for(observation: int, template_id: int | None = None) -> int:
    """The id of the observation's form, begun now as a draft if there is none. Inside an action only.

    A new one is of that edition, or of the one that the lesson's other forms use.
    """
    found = EvaluationForm.get_or_none(EvaluationForm.observation == observation)
    if found is not None and found.template is not None:
        return found.id
    if template_id is None:
        template_id = template_for(observer_of(observation).lesson).id
    if found is not None:  # a quick record, which now gets its items
        update_record(EvaluationForm, found.id, {"template": template_id})
        return found.id
    return insert_record(EvaluationForm, {"observation": observation, "template": template_id})


def write_form(form_id: int, points: Mapping[int, int | None], facts: Mapping[str, Any]) -> None:
    """Write points by the item's number (None takes them away) and fields of the form. Inside an action only."""
    update_record(EvaluationForm, form_id, facts)
    if not points:
        return
    ids = item_ids(tuples(EvaluationForm.select(EvaluationForm.template).where(EvaluationForm.id == form_id))[0][0])
    kept = dict(tuples(FormScore.select(FormScore.item, FormScore.id).where(FormScore.form == form_id)))
    for seq, value in points.items():
        item = ids[seq]
        absent = value == NOT_APPLICABLE
        values = {"points_x10": 0 if absent or value is None else value, "not_applicable": absent}
        if value is None:
            if item in kept:
                delete_record(FormScore, kept[item])
        elif item in kept:
            update_record(FormScore, kept[item], values)
        else:
            insert_record(FormScore, {"form": form_id, "item": item, **values})


def score(
    desk: Desk,
    observation: int,
    points: Mapping[int, int | None],
    texts: Mapping[str, str] | None = None,
    bonus_x10: int | None = None,
    control_x10: int | None = None,
    template_id: int | None = None,
) -> int | None:
    """Write what one observer gave, leaving out what is not named; the change set. Raises FormRefused."""
    _ready(desk, observation)
    form = filled([observation]).get(observation)
    if form and form.status == "void":
        raise FormRefused(t("forms.form_void", observer=observer_of(observation).name, reason=form.reason))
    facts: dict[str, Any] = {**(texts or {})}
    facts |= {} if bonus_x10 is None else {"bonus_x10": bonus_x10}
    facts |= {} if control_x10 is None else {"total_x10": control_x10}
    with desk.store.change("forms.score") as change:
        write_form(form_for(observation, template_id), points, facts)
    return change.id


def hand_in(desk: Desk, observations: Sequence[int], from_paper: bool = False) -> HandedIn:
    """Hand in the forms that are complete, as one action; the others stay as they are, each with its reason.

    From paper no texts are asked for: they stand on the paper. Who hands in a form has been at the lesson.
    """
    forms = filled(observations)
    refused = {one: why for one in observations if (why := _why_not_in(desk, one, forms.get(one), from_paper))}
    done = [one for one in observations if one not in refused and forms[one].status != "handed_in"]
    with desk.store.change("forms.hand_in") as change:
        for observation in done:
            _hand_in(desk, observation, forms[observation].id)
    return HandedIn(change.id, tuple(done), refused)


def strike_out(desk: Desk, observation: int, reason: str) -> int | None:
    """Make a form void with its reason; it stays to be read. Raises FormRefused."""
    form = filled([observation]).get(observation)
    if not reason.strip():
        raise FormRefused(t("forms.void_needs_reason"))
    if form is None:
        raise FormRefused(t("forms.nothing_filled"))
    _ready(desk, observation)
    with desk.store.change("forms.void", reason.strip()[:200]) as change:
        update_record(EvaluationForm, form.id, {"status": "void", "reason": reason.strip()[:200]})
    return change.id


def choose_template(desk: Desk, lesson_id: int, template_id: int) -> int | None:
    """Let the lesson's forms be of that edition, as long as nobody has given points. Raises FormRefused."""
    who = [one.observation for one in observers([lesson_id]) if one.status in ("planned", "came")]
    forms = filled(who)
    if any(form.points for form in forms.values()):
        raise FormRefused(t("forms.template_in_use", title=next(iter(forms.values())).template.title))
    with desk.store.change("forms.choose") as change:
        for observation in who:
            form_id = form_for(observation, template_id)
            update_record(EvaluationForm, form_id, {"template": template_id})
    return change.id


def by_code(code: str) -> Observer:
    """The observation that a printed form's code belongs to. Raises FormRefused with the sentence what is wrong."""
    try:
        observation = number_of(code)
    except BadCode as error:
        raise FormRefused(str(error)) from error
    found = observers(observation=observation)
    if not found:
        raise FormRefused(t("forms.no_form_number", code=code))
    return found[0]


def file_paper(desk: Desk, line: str) -> Filed:
    """File a paper form from its code and scores in one line ('7345 5 4 5 3'), handed in at once.

    Raises FormRefused with a sentence: wrong code, too many or few scores, one above its item's most, another total
    than the paper's, filed already. Nothing is written then.
    """
    ensure_templates(desk.store)
    try:
        paper = read_line(line)
        observer = by_code(paper.code)
        before = filled([observer.observation]).get(observer.observation)
        form = before.template if before else template_for(observer.lesson)
        _refuse_filed(observer, before)
        points = read_scores(paper.scores, form.items)
    except BadScores as error:
        raise FormRefused(str(error)) from error
    _refuse_bonus(form, paper.bonus_x10)
    found = sum_of(form.items, points, paper.bonus_x10)
    if paper.control_x10 != NO_CONTROL and not control_agrees(found, paper.control_x10):
        said = show_tenths(found.points_x10 + found.bonus_x10), show_tenths(paper.control_x10)
        raise FormRefused(t("forms.control_differs", sum=said[0], control=said[1]))
    _ready(desk, observer.observation)
    facts = {"bonus_x10": paper.bonus_x10, "total_x10": paper.control_x10}
    with desk.store.change("forms.file", paper.code) as change:
        form_id = form_for(observer.observation, form.id)
        write_form(form_id, points, facts)
        _hand_in(desk, observer.observation, form_id)
    title = lesson(observer.lesson).title(desk.lists)
    return Filed(observer.observation, observer.name, title, found.score_x10 or 0, change.id)


# -- inside ------------------------------------------------------------------------------------------------------------


def _ready(desk: Desk, observation: int) -> None:
    """Raises FormRefused when the observation's form may not be written."""
    ensure_templates(desk.store)
    observer = observer_of(observation)
    if observer.status == "void":
        raise FormRefused(t("forms.observation_void", observer=observer.name, reason=observer.reason))
    if observer.status in ("absent", "excused"):
        raise FormRefused(t("forms.observation_absent", observer=observer.name))
    if not may_fill_in(desk.store, observer):
        raise FormRefused(t("forms.not_yours"))


def _hand_in(desk: Desk, observation: int, form_id: int) -> None:
    day = desk.today.isoformat()
    update_record(EvaluationForm, form_id, {"status": "handed_in", "handed_in_on": day})
    row = Observation.get_by_id(observation)
    if row.status == "planned":
        update_record(Observation, observation, {"status": "came", "recorded_on": row.recorded_on or day})


def _why_not_in(desk: Desk, observation: int, form: Filled | None, from_paper: bool) -> str:
    """The sentence why a form cannot be handed in; ''."""
    if form is None or (not form.points and form.control_x10 == NO_CONTROL):
        return t("forms.nothing_filled")
    try:
        _ready(desk, observation)
    except FormRefused as error:
        return str(error)
    if form.status == "void":
        return t("forms.form_void", observer=observer_of(observation).name, reason=form.reason)
    found = form.sum
    if form.points and found.missing:
        return t("forms.items_missing", numbers=t("forms.and").join(runs(found.missing)))
    if form.points and form.control_x10 != NO_CONTROL and not control_agrees(found, form.control_x10):
        said = show_tenths(found.points_x10 + found.bonus_x10), show_tenths(form.control_x10)
        return t("forms.control_differs", sum=said[0], control=said[1])
    lacking = [code for code in form.template.required if not form.texts.get(code)]
    if lacking and not from_paper:
        choices = desk.lists.choices("form_text")
        return t("forms.texts_missing", texts=t("forms.and").join(label_of(choices, code) for code in lacking))
    return ""


def _refuse_filed(observer: Observer, form: Filled | None) -> None:
    if form is None:
        return
    if form.status == "void":
        raise FormRefused(t("forms.form_void", observer=observer.name, reason=form.reason))
    if form.status == "handed_in":
        raise FormRefused(t("forms.filed_already", observer=observer.name, score=show_tenths(form.score_x10)))


def _refuse_bonus(form: Template, bonus_x10: int) -> None:
    if bonus_x10 and not form.bonus_x10:
        raise FormRefused(t("forms.no_bonus"))
    if bonus_x10 > form.bonus_x10:
        said = show_tenths(form.bonus_x10), show_tenths(bonus_x10)
        raise FormRefused(t("forms.bonus_too_large", most=said[0], bonus=said[1]))
