"""The ladder in a store: put on it, voted on by names or numbers, decided with reasons kept, back into the record."""

from __future__ import annotations

import pytest

from models.actions.county import county_result
from models.actions.desk import Desk
from models.actions.group_lessons import attended, panel_coverage
from models.actions.ladder import LadderRefused, decide, nominate, record_votes, show_lesson, withdraw
from models.actions.ladder_view import Ladder, Rung
from models.actions.lesson_facts import lessons
from models.actions.registers.lessons import LessonTable
from models.actions.undoing import step_back
from models.journal.writing import insert_record, update_record
from models.rules.attending import Missing
from models.store import Actor
from models.store.errors import NotAllowed
from models.tables.lessons import Absence, EvaluationForm, Nomination, Observation, OpenLesson
from models.tables.people import Honour, Teacher
from tests.conftest import TODAY


def rungs(desk: Desk, stage: str, outcome: str = "pending") -> dict[str, Rung]:
    """By the teacher's number."""
    return {one.facts.staff_no: one for one in Ladder(desk).rungs if (one.stage, one.outcome) == (stage, outcome)}


def row(nomination: int) -> Nomination:
    return Nomination.get_by_id(nomination)


MEMBERS = [f"{number:03d}" for number in (4, *range(8, 23), *range(24, 32))]
"""The 24 of 语文组 who are at work."""
MATHS = ["002", "005", *(f"{number:03d}" for number in range(32, 43))]


def test_votes_by_name_decide_and_numbers_and_reason_are_kept(past_desk: Desk):
    pending = rungs(past_desk, "group")
    first, second = pending["021"].id, pending["026"].id
    past_desk.set_setting("ladder", {"nominees": {"group": 1}})
    record_votes(past_desk, {first: MEMBERS[:6], second: MEMBERS[6:20]}, MEMBERS[:20])
    assert (row(first).present, row(first).entitled, row(first).votes) == (20, 24, 6)
    decide(past_desk, "group", "语文组")
    assert (row(first).outcome, row(second).outcome) == ("not_advanced", "advanced")
    assert row(second).decided_on == TODAY.isoformat()
    assert "到会20人(应到24人，须到16人)" in row(second).reason
    assert "票数不到能投的人的1/3" in row(first).reason
    above = rungs(past_desk, "school")["026"]
    assert (above.after, above.shown) == (second, False)


def test_a_vote_for_ones_own_lesson_is_left_out_and_the_reason_tells(past_desk: Desk):
    pending = rungs(past_desk, "group")
    record_votes(past_desk, {pending["021"].id: ["021", "010"], pending["026"].id: ["021", "010"]}, MEMBERS)
    count = Ladder(past_desk).count("group", "语文组")
    assert {one.poll.teacher: (one.votes, one.able) for one in count.standings} == {"021": (1, 23), "026": (2, 23)}
    decide(past_desk, "group", "语文组")
    assert "另有1票不计" in row(pending["021"].id).reason


def test_too_few_there_decide_nothing_and_noting_the_rest_helps(past_desk: Desk):
    pending = rungs(past_desk, "group")
    ballots = {pending["021"].id: MEMBERS[:8], pending["026"].id: MEMBERS[8:12]}
    record_votes(past_desk, ballots, MEMBERS[:12])
    with pytest.raises(LadderRefused, match="至少要16人"):
        decide(past_desk, "group", "语文组")
    assert row(pending["021"].id).outcome == "pending"
    record_votes(past_desk, ballots, MEMBERS[:17])
    decide(past_desk, "group", "语文组")
    assert row(pending["021"].id).outcome == "advanced"


def test_secret_votes_are_noted_as_numbers(past_desk: Desk):
    pending = rungs(past_desk, "group")
    record_votes(past_desk, {pending["042"].id: 7, pending["038"].id: 4}, 12)
    decide(past_desk, "group", "数学组")
    assert (row(pending["042"].id).votes, row(pending["042"].id).present) == (7, 12)
    assert "得票7/11" in row(pending["042"].id).reason


def test_what_is_no_vote_is_refused_in_words(past_desk: Desk):
    pending = rungs(past_desk, "group")
    one, other = pending["042"].id, pending["038"].id
    with pytest.raises(LadderRefused, match="不能混着记"):
        record_votes(past_desk, {one: 7, other: ["032"]}, 12)
    with pytest.raises(LadderRefused, match="应到13人"):
        record_votes(past_desk, {one: 7}, 14)
    with pytest.raises(LadderRefused, match="不能比到会的人多"):
        record_votes(past_desk, {one: 13}, 12)
    with pytest.raises(LadderRefused, match="还没有记投票"):
        decide(past_desk, "group", "数学组")


def test_equal_votes_and_scores_are_decided_by_somebody_who_says_why(past_desk: Desk):
    pending = rungs(past_desk, "group")
    one, other = pending["042"].id, pending["038"].id
    with past_desk.store.change("lessons.test"):  # nobody's form is in: nothing to part them
        for lesson in (pending["042"].facts.id, pending["038"].facts.id):
            for seen in Observation.select().where(Observation.lesson == lesson):
                for form in EvaluationForm.select().where(EvaluationForm.observation == seen.id):
                    update_record(EvaluationForm, form.id, {"status": "void"})
    past_desk.set_setting("ladder", {"nominees": {"group": 1}})
    record_votes(past_desk, {one: 5, other: 5}, 12)
    with pytest.raises(LadderRefused, match="请从中指定1人"):
        decide(past_desk, "group", "数学组")
    with pytest.raises(LadderRefused, match="请写明"):
        decide(past_desk, "group", "数学组", [other])
    decide(past_desk, "group", "数学组", [other], "教龄短，多给机会")
    assert (row(one).outcome, row(other).outcome) == ("not_advanced", "advanced")
    assert "由负责人决定：教龄短，多给机会" in row(other).reason


def test_equal_votes_are_parted_by_the_mean_and_the_reason_says_so(past_desk: Desk):
    pending = rungs(past_desk, "group")
    past_desk.set_setting("ladder", {"nominees": {"group": 1}})
    record_votes(past_desk, {pending["042"].id: 5, pending["038"].id: 5}, 12)
    decide(past_desk, "group", "数学组")
    scores = Ladder(past_desk).scores
    best = max(("042", "038"), key=lambda number: scores[pending[number].facts.id])
    assert row(pending[best].id).outcome == "advanced"
    assert "同票，按均分" in row(pending[best].id).reason


def test_deciding_is_one_step_that_can_be_taken_back(past_desk: Desk):
    pending = rungs(past_desk, "group")
    record_votes(past_desk, {pending["042"].id: 7, pending["038"].id: 4}, 12)
    decide(past_desk, "group", "数学组")
    assert len(rungs(past_desk, "school")) == 2
    step_back(past_desk.store, LessonTable(past_desk.lists))
    assert rungs(past_desk, "school") == {}
    assert rungs(past_desk, "group")["042"].votes == 7


def test_a_nominee_shows_another_lesson_of_their_own_before_the_school_votes(past_desk: Desk):
    pending = rungs(past_desk, "group")
    record_votes(past_desk, {pending["042"].id: 7, pending["038"].id: 0}, 12)
    decide(past_desk, "group", "数学组")
    nominee = rungs(past_desk, "school")["042"]
    assert Ladder(past_desk).open_round("school", None) == []
    others = [one.id for one in lessons() if one.staff_no == "038"]
    with pytest.raises(LadderRefused, match="龚䶮自己上的"):
        show_lesson(past_desk, nominee.id, others[0])
    own = [one.id for one in lessons(since="2026-11-18") if one.staff_no == "042"]
    own = own or [one.id for one in lessons() if one.staff_no == "042" and one.id != nominee.facts.id]
    show_lesson(past_desk, nominee.id, own[0])
    [ready] = Ladder(past_desk).open_round("school", None)
    assert (ready.facts.id, ready.shown) == (own[0], True)


def test_at_the_school_the_leading_group_votes_and_the_own_group_stands_back(past_desk: Desk):
    test_a_nominee_shows_another_lesson_of_their_own_before_the_school_votes(past_desk)
    [ready] = Ladder(past_desk).open_round("school", None)
    leading = Ladder(past_desk).entitled("school", None)
    assert set(leading) == {"001", "002", "003", "004", "010", "032", "033", "044", "048", "059"}
    record_votes(past_desk, {ready.id: ["001", "002", "032", "044"]}, list(leading))
    count = Ladder(past_desk).count("school", None)
    assert (count.standings[0].votes, count.standings[0].able) == (2, 7)
    past_desk.set_setting("ladder", {"conflict": "apart"})
    count = Ladder(past_desk).count("school", None)
    assert (count.standings[0].votes, count.standings[0].able, count.standings[0].apart) == (4, 10, 2)
    decide(past_desk, "school")
    assert "其中本组2票" in row(ready.id).reason


def test_the_countys_prize_comes_back_into_the_teachers_record(past_desk: Desk):
    before_county = rungs(past_desk, "county")
    county_result(past_desk, before_county["015"].id, "contest_second", "云溪县教育局")
    decided = row(before_county["015"].id)
    assert (decided.outcome, decided.award) == ("advanced", "contest_second")
    teacher = Teacher.get(Teacher.staff_no == "015")
    honours = {(one.title, one.level, one.year, one.issuer) for one in Honour.select().where(Honour.teacher == teacher)}
    assert ("contest_second", "county", 2026, "云溪县教育局") in honours
    source = past_desk.source("roster")
    texts = {source.row(i).values["staff_no"]: source.row(i).texts["honours"] for i in range(len(source))}
    assert "教学比赛二等奖" in texts["015"]
    county_result(past_desk, before_county["037"].id, "", reason="未获奖")
    assert row(before_county["037"].id).outcome == "not_advanced"
    with pytest.raises(LadderRefused, match="已经评定"):
        county_result(past_desk, before_county["037"].id, "contest_first")


def test_only_group_lessons_that_were_held_are_put_on_it_once(past_desk: Desk):
    assert Ladder(past_desk).not_on_it() == []
    with past_desk.store.change("lessons.test"):
        teacher = Teacher.get(Teacher.staff_no == "044").id
        facts = {"period": 6, "teacher": teacher, "subject": "english", "kind": "research"}
        held = insert_record(OpenLesson, {**facts, "held_on": "2026-11-23"})
        ahead = insert_record(OpenLesson, {**facts, "held_on": "2026-12-07"})
    assert [one.id for one in Ladder(past_desk).not_on_it("英语组")] == [held]
    nominate(past_desk, [held])
    for refused in (held, ahead):
        with pytest.raises(LadderRefused, match="研讨课"):
            nominate(past_desk, [refused])
    assert rungs(past_desk, "group")["044"].group == "英语组"


def test_who_withdraws_says_why_and_is_voted_on_no_more(past_desk: Desk):
    pending = rungs(past_desk, "group")
    with pytest.raises(LadderRefused, match="原因"):
        withdraw(past_desk, pending["021"].id, " ")
    withdraw(past_desk, pending["021"].id, "本人申请")
    assert row(pending["021"].id).reason == "本人申请"
    assert [one.facts.staff_no for one in Ladder(past_desk).open_round("group", "语文组")] == ["026"]


def test_all_of_a_group_have_to_be_at_its_lesson_and_who_was_missing_is_told(past_desk: Desk):
    facts = {one.facts.staff_no: one.facts for one in Ladder(past_desk).rungs if one.stage == "group"}
    found = attended(past_desk, list(facts.values()))
    assert found[facts["036"].id].missing == ()
    first = found[facts["024"].id]
    assert (first.expected, first.came) == (24, 22)
    assert first.missing == (Missing("023", "产假"), Missing("025", "外出培训"))


def test_who_is_away_may_not_vote(past_desk: Desk):
    assert "010" in Ladder(past_desk).entitled("group", "语文组")
    with past_desk.store.change("absences.test"):
        facts = {"first_day": "2026-11-23", "last_day": "2026-11-24"}
        insert_record(Absence, {"teacher": Teacher.get(Teacher.staff_no == "010").id, **facts})
    assert "010" not in Ladder(past_desk).entitled("group", "语文组")


def test_forty_one_of_sixty_have_used_the_touch_panel(past_desk: Desk):
    found = panel_coverage(past_desk)
    assert (len(found.given), len(found.planned) + len(found.missing)) == (41, 19)
    english = panel_coverage(past_desk, "英语组")
    assert set(english.given) == {"043", "044", "045", "046", "047"}


def test_a_head_decides_for_the_own_group_only(past_desk: Desk):
    pending, county = rungs(past_desk, "group"), rungs(past_desk, "county")
    head = Teacher.get(Teacher.staff_no == "032").id
    past_desk.store.actor = Actor("罗组长", "test", "head", None, head)
    record_votes(past_desk, {pending["042"].id: MATHS[:6], pending["038"].id: ["034"]}, MATHS)
    decide(past_desk, "group", "数学组")
    assert row(pending["042"].id).outcome == "advanced"
    with pytest.raises(NotAllowed):
        record_votes(past_desk, {pending["021"].id: ["010"]}, ["010"])
    with pytest.raises(NotAllowed):
        county_result(past_desk, county["037"].id, "contest_first")
