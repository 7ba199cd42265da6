"""Evaluation forms from the first point to the archive: every step an action that can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.actions.desk import Desk
from models.actions.filled_forms import FormRefused, filled, template_for
from models.actions.form_templates import ensure_templates, proposed, template, templates
from models.actions.forms import choose_template, file_paper, hand_in, score, strike_out
from models.actions.registers.form_sheet import form_sheet
from models.actions.telling import Teller
from models.journal.history import entries
from models.journal.undo import undo
from models.registers.source import CellEdit
from models.rules.paper_code import code_of
from models.rules.scores import NOT_APPLICABLE
from models.store import Actor
from models.tables.lessons import EvaluationForm, FormScore, FormTemplate, Observation
from models.tables.log import ChangeSet
from tests.support.lessons import expert_observes, open_lesson, staff

TEXTS = {"strengths": "目标明确", "problems": "练得少", "suggestions": "精讲多练"}


@pytest.fixture
def lesson(desk: Desk) -> tuple[int, list[int]]:
    people = staff(desk)
    return open_lesson(desk, people[0], people[1:9])


def all_items(desk: Desk, points: int = 40) -> dict[int, int | None]:
    return {item.seq: points for item in templates()[0].items}


def test_a_school_founded_without_forms_gets_them_once_as_one_action(desk: Desk):
    assert [one.id for one in templates()] == [0, 0]
    ensure_templates(desk.store)
    ensure_templates(desk.store)
    found = templates()
    assert [(one.code, one.full_x10, len(one.items)) for one in found] == [
        ("general", 1000, 19),
        ("learn_first", 1000, 14),
    ]
    assert all(one.id for one in found)
    assert ChangeSet.select().where(ChangeSet.action == "forms.defaults").count() == 1


def test_the_form_made_for_subject_and_kind_is_proposed_first(desk: Desk):
    general, learn_first = templates()
    maths, contest = replace(general, subject="maths"), replace(general, lesson_kind="contest")
    both = replace(general, subject="maths", lesson_kind="contest")
    known = [general, learn_first, contest, maths, both]
    assert proposed(known, "maths", "contest") == [both, maths, contest, general, learn_first]
    assert proposed(known, "chinese", "open_day") == [general, learn_first]


def test_points_are_written_taken_away_and_undone(desk: Desk, lesson: tuple[int, list[int]]):
    _, (first, *_) = lesson
    score(desk, first, {1: 50, 2: 45, 3: NOT_APPLICABLE})
    score(desk, first, {2: None, 3: 30})
    assert filled([first])[first].points == {1: 50, 3: 30}
    undo(desk.store)
    assert filled([first])[first].points == {1: 50, 2: 45, 3: NOT_APPLICABLE}
    undo(desk.store)
    assert filled([first]) == {}
    assert not FormScore.select().exists()


def test_a_form_is_handed_in_when_every_item_and_text_is_there(desk: Desk, lesson: tuple[int, list[int]]):
    _, (first, second, third, *_) = lesson
    score(desk, first, {**all_items(desk), 15: 90}, TEXTS)
    score(desk, second, {1: 40})
    score(desk, third, all_items(desk))
    done = hand_in(desk, [first, second, third])
    assert done.done == (first,)
    assert done.refused[second] == "第 2-19 项还没有打分"
    assert done.refused[third] == "还没有写亮点、问题、建议"
    form = filled([first])[first]
    assert (form.status, form.handed_in_on, form.score_x10) == ("handed_in", "2026-11-24", 810)
    assert hand_in(desk, [third], from_paper=True).done == (third,)


def test_handing_in_says_that_the_observer_came(desk: Desk):
    people = staff(desk)
    _, (planned,) = open_lesson(desk, people[0], [people[1]], status="planned")
    score(desk, planned, all_items(desk), TEXTS)
    hand_in(desk, [planned])
    row = Observation.get_by_id(planned)
    assert (row.status, row.recorded_on) == ("came", "2026-11-24")
    undo(desk.store)
    assert Observation.get_by_id(planned).status == "planned"


def test_a_quick_record_has_only_the_total(desk: Desk, lesson: tuple[int, list[int]]):
    _, (first, *_) = lesson
    score(desk, first, {}, control_x10=885)
    assert hand_in(desk, [first], from_paper=True).done == (first,)
    assert filled([first])[first].score_x10 == 885


def test_a_control_total_that_differs_keeps_the_form_back(desk: Desk, lesson: tuple[int, list[int]]):
    _, (first, *_) = lesson
    score(desk, first, all_items(desk), TEXTS, control_x10=700)
    assert hand_in(desk, [first]).refused[first] == "各项加起来是 76，纸上写的总分是 70，请核对"


def test_a_form_is_struck_out_with_its_reason_and_never_deleted(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, *_) = lesson
    score(desk, first, {1: 40})
    with pytest.raises(FormRefused, match="原因"):
        strike_out(desk, first, " ")
    strike_out(desk, first, "填错了课")
    assert filled([first])[first].status == "void"
    sheet = form_sheet(desk, number)
    assert first not in [sheet.row(index).id for index in range(len(sheet))]
    with pytest.raises(FormRefused, match="填错了课"):
        score(desk, first, {1: 50})


def test_a_paper_form_is_filed_by_code_and_scores(desk: Desk, lesson: tuple[int, list[int]]):
    _, (first, *_) = lesson
    line = f"{code_of(first)} 5454545454 5454 945-5 =86"
    filed = file_paper(desk, line)
    assert (filed.observer, filed.lesson, filed.score_x10) == ("王强", "2026-11-18 第2节 李芳 语文《荷花》", 905)
    form = filled([first])[first]
    assert (form.status, form.points[15], form.points[18]) == ("handed_in", 90, NOT_APPLICABLE)
    with pytest.raises(FormRefused, match=r"王强的这张表已经交过了，得分 90\.5"):
        file_paper(desk, line)
    undo(desk.store)
    assert filled([first]) == {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("0000 5", "没有表号是 0000"),
        ("{wrong} 5", "抄错了"),
        ("{code} 5 4 5", "写了 3 个分数，这张表有 19 项"),
        ("{code} " + "5 " * 17 + "6 5", "第 18 项「课件、触控一体机用得恰当」最高 5 分，这里写的是 6"),
        ("{code} " + "5 " * 14 + "9 5 5 5 5 =98", "各项加起来是 99，纸上写的总分是 98"),
        ("{code} " + "5 " * 14 + "9 5 5 5 5 +3", "没有附加分"),
        ("", "表号"),
    ],
)
def test_what_cannot_be_filed_is_said_and_nothing_is_written(
    desk: Desk, lesson: tuple[int, list[int]], line: str, said: str
):
    code = code_of(lesson[1][0])
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    with pytest.raises(FormRefused, match=said):
        file_paper(desk, line.format(code=code, wrong=wrong))
    assert not EvaluationForm.select().exists()


def test_who_was_not_there_or_whose_observation_is_void_hands_in_no_form(desk: Desk):
    people = staff(desk)
    _, (away,) = open_lesson(desk, people[0], [people[1]], status="absent")
    _, (void,) = open_lesson(desk, people[0], [people[1]], status="void")
    with pytest.raises(FormRefused, match="没有来听课"):
        score(desk, away, {1: 40})
    with pytest.raises(FormRefused, match="已经作废"):
        score(desk, void, {1: 40})


def test_another_form_can_be_chosen_until_there_are_points(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, *_) = lesson
    ensure_templates(desk.store)
    learn_first = templates()[1]
    choose_template(desk, number, learn_first.id)
    assert template_for(number) == learn_first
    score(desk, first, {1: 50})
    with pytest.raises(FormRefused, match="已经有人用「「先学后教、当堂训练」评价表」打过分"):
        choose_template(desk, number, templates()[0].id)


def test_a_form_begun_keeps_its_edition_for_the_whole_lesson(desk: Desk, lesson: tuple[int, list[int]]):
    _, (first, second, *_) = lesson
    score(desk, first, {1: 50})
    old = filled([first])[first].template
    with desk.store.change("test.retire"):
        FormTemplate.update(is_current=False).where(FormTemplate.id == old.id).execute()
    score(desk, second, {1: 40})
    assert filled([second])[second].template == old == template(old.id)


# -- the sheet ---------------------------------------------------------------------------------------------------------


def test_the_sheet_has_a_row_for_everybody_who_observes(desk: Desk, lesson: tuple[int, list[int]]):
    number, seen = lesson
    expert_observes(desk, number)
    sheet = form_sheet(desk, number)
    names = [sheet.row(index).texts["observer"] for index in range(len(sheet))]
    assert names == ["王强", "陈静", "赵敏", "孙丽", "周杰", "吴倩", "郑爽", "冯磊", "高远（校外）"]
    assert sheet.row(0).id == seen[0]


def test_total_and_band_follow_every_cell(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, *_) = lesson
    sheet = form_sheet(desk, number)
    sheet.edit([CellEdit(first, "item1", "5"), CellEdit(first, "item2", "4.5")], "type")
    row = sheet.row(0)
    assert (row.texts["form_total"], row.texts["form_band"]) == ("9.5", "")
    rest = [CellEdit(first, f"item{seq}", "5") for seq in range(3, 20)]
    sheet.edit(rest, "paste")
    assert (sheet.row(0).texts["form_total"], sheet.row(0).texts["form_band"]) == ("94.5", "优")
    sheet.edit([CellEdit(first, "item15", "10", "5"), CellEdit(first, "item18", "-", "5")], "type")
    assert sheet.row(0).texts["form_total"] == "99.5"  # 94.5 of 95
    assert sheet.undo().change_id
    assert (sheet.row(0).texts["item18"], sheet.row(0).texts["form_total"]) == ("5", "94.5")


def test_points_that_do_not_fit_wait_red_beside_the_form(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, *_) = lesson
    sheet = form_sheet(desk, number)
    sheet.edit([CellEdit(first, "item1", "7")], "paste")
    row = sheet.row(0)
    assert row.texts["item1"] == "7"
    assert row.problems["item1"].waiting
    assert "0 到 5 分" in row.problems["item1"].message
    assert filled([first]) == {}


def test_the_total_on_the_paper_is_checked_once_the_items_are_there(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, *_) = lesson
    sheet = form_sheet(desk, number)
    edits = [CellEdit(first, f"item{seq}", "5") for seq in range(1, 20)]
    sheet.edit([*edits[:-1], CellEdit(first, "control_total", "94")], "paste")
    assert "control_total" not in sheet.row(0).problems
    sheet.edit(edits[-1:], "type")
    found = sheet.row(0).problems["control_total"]
    assert (found.hard, found.message) == (True, "各项加起来是 95，纸上写的总分是 94，请核对")
    sheet.edit([CellEdit(first, "control_total", "95", "94")], "type")
    assert "control_total" not in sheet.row(0).problems


def test_two_people_at_one_cell_are_told(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, *_) = lesson
    sheet = form_sheet(desk, number)
    score(desk, first, {1: 30})
    done = sheet.edit([CellEdit(first, "item1", "5")], "type")
    assert [(one.mine, one.theirs) for one in done.conflicts] == [("5", "3")]
    assert filled([first])[first].points == {1: 30}


# -- who may -----------------------------------------------------------------------------------------------------------


def test_a_teacher_fills_in_the_own_form_only(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, second, *_) = lesson
    teacher = Observation.get_by_id(first).observer_id
    desk.store.actor = Actor("wangqiang", "ssh", "teacher", teacher_id=teacher)
    sheet = form_sheet(desk, number)
    assert [sheet.row(index).texts["observer"] for index in range(len(sheet))] == ["王强"]
    score(desk, first, {1: 50})
    with pytest.raises(FormRefused, match="只有听课的人自己"):
        score(desk, second, {1: 50})


def test_a_score_noted_in_the_list_of_observations_can_get_its_items_later(desk: Desk, lesson: tuple[int, list[int]]):
    number, (first, *_) = lesson
    noted = desk.source("observations")
    noted.edit([CellEdit(first, "score", "88", "")], "type")
    form = filled([first])[first]
    assert (form.is_quick, form.score_x10, form.status) == (True, 880, "handed_in")
    sheet = form_sheet(desk, number)
    assert (sheet.row(0).texts["form_total"], sheet.row(0).texts["control_total"]) == ("88", "88")
    sheet.edit([CellEdit(first, "item1", "5")], "type")
    form = filled([first])[first]
    assert (form.is_quick, form.points, form.template.id) == (False, {1: 50}, sheet.template.id)


def test_the_history_tells_whose_form_which_item_and_points_as_people_write_them(
    desk: Desk, lesson: tuple[int, list[int]]
):
    score(desk, lesson[1][0], {1: 45}, {"strengths": "目标明确"}, control_x10=860)
    teller = Teller(desk.store, desk.lists)
    entry = entries(limit=1)[0]
    told = {(line.whose, line.field): line.new for line in teller.lines(entry)}
    assert teller.title(entry) == "评课打分"
    assert told["王强", "目标具体、可检测，合课标、合学情"] == "4.5"
    assert told["王强", "亮点"] == "目标明确"
    assert "86" in told.values()
    assert "草稿" in told.values()
    assert not any(title == "评价项目" for _, title in told)
