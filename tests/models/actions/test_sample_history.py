"""The sample school's past in a store: it comes out as it was made, and the check finds nothing wrong with it."""

from __future__ import annotations

from data.sample.observations import sample_history
from models.actions.desk import Desk
from models.actions.filled_forms import filled
from models.actions.form_results import Results
from models.actions.lesson_facts import lessons
from models.actions.open_lessons import observed_in_term, observing_rules
from models.actions.rule_check import rule_findings
from models.rules.counting import verdicts
from models.store.checking import check


def test_the_check_finds_nothing_wrong(past_desk: Desk):
    assert check(past_desk.store) == []
    found = rule_findings(past_desk)
    assert not [one for one in found if one.hard]
    over = {one.who for one in found if one.register == "作业检查"}
    assert over == {"2026-11-11 五(2)班", "2026-11-13 六(1)班", "2026-11-18 四(3)班"}, "a school has such days"
    assert {one.register for one in found} <= {"作业检查", "反思"}, "files that nobody claims yet wait in the inbox"


def test_what_counts_in_the_store_is_what_was_handed_in(past_desk: Desk):
    history = sample_history()
    judged = verdicts(observed_in_term(past_desk), observing_rules(past_desk))
    handed_in = {form.observation for form in history.forms if form.status == "handed_in"}
    staff = {number for number, one in enumerate(history.observations) if one.observer}
    assert sum(verdict.counts for verdict in judged.values()) == len(handed_in & staff)
    assert len(judged) == len(staff)


def test_forms_have_the_points_that_were_given(past_desk: Desk):
    history = sample_history()
    forms = filled(row.id for row in observed_in_term(past_desk))
    given = sorted(form.sum.points_x10 for form in forms.values() if form.points)
    staff = [form for form in history.forms if history.observations[form.observation].observer]
    assert given == sorted(sum(value or 0 for value in form.points.values()) for form in staff if form.points)
    assert {form.status for form in forms.values()} == {"draft", "handed_in"}


def test_a_group_lesson_has_an_adjusted_mean_of_all_its_forms(past_desk: Desk):
    [group_lesson] = [one for one in lessons(since="2026-10-13", until="2026-10-13") if one.kind == "research"]
    found = Results(past_desk).lesson(group_lesson.id)
    assert found.adjusted is not None
    assert found.adjusted.n >= 18
    assert 80 < found.adjusted.mean < 98
