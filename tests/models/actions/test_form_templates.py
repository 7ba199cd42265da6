"""The registers of evaluation forms and their items: an edition in use never changes."""

from __future__ import annotations

from models.actions.desk import Desk
from models.actions.filled_forms import filled, template_for
from models.actions.form_templates import templates
from models.actions.forms import score
from models.registers.source import CellEdit, Row
from models.store import Actor
from models.tables.lessons import FormTemplate
from tests.support.lessons import open_lesson, staff


def rows(source) -> list[Row]:
    return [source.row(index) for index in range(len(source))]


def begin_a_form(desk: Desk) -> int:
    people = staff(desk)
    _, (observation,) = open_lesson(desk, people[0], [people[1]])
    score(desk, observation, {1: 50})
    return observation


def test_both_forms_are_there_at_the_first_look(desk: Desk):
    shown = [
        (row.texts["form_title"], row.texts["edition"], row.texts["full_score"])
        for row in rows(desk.source("form_templates"))
    ]
    assert shown == [("有效教学课堂评价表", "1", "100"), ("「先学后教、当堂训练」评价表", "1", "100")]
    items = rows(desk.source("form_items"))
    assert len(items) == 33
    assert items[23].texts["limits"] == "0:1 5:3 8:4 10:5 16:4 21:2"
    assert items[23].texts["timed_by"] == "自学"


def test_a_form_that_nobody_has_used_is_changed_in_place(desk: Desk):
    source = desk.source("form_templates")
    first = source.row(0)
    source.edit([CellEdit(first.id, "bands", "85/75/60", "90/75/60"), CellEdit(first.id, "bonus", "5", "")], "type")
    found = templates()[0]
    assert (found.edition, found.bands[0], found.bonus_x10) == (1, ("excellent", 85), 50)


def test_an_edition_in_use_stays_and_the_change_makes_the_next(desk: Desk):
    observation = begin_a_form(desk)
    source = desk.source("form_items")
    first = source.row(0)
    done = source.edit([CellEdit(first.id, "item_words", "目标清楚", first.texts["item_words"])], "type")
    assert "新的一版" in done.message
    assert done.focus is not None
    row = source.row_by_id(done.focus[0])
    assert row is not None
    assert row.texts["item_words"] == "目标清楚"
    form = filled([observation])[observation]
    assert (form.template.edition, form.template.items[0].words) == (1, "目标具体、可检测，合课标、合学情")
    current = next(one for one in templates() if one.code == "general")
    assert (current.edition, current.items[0].words, len(current.items)) == (2, "目标清楚", 19)
    source.edit([CellEdit(row.id, "item_most", "6", "5")], "type")
    current = next(one for one in templates() if one.code == "general")
    assert (current.edition, current.items[0].most_x10) == (2, 60)
    assert len(source) == 33


def test_the_lesson_goes_on_with_the_edition_that_its_forms_were_begun_with(desk: Desk):
    begin_a_form(desk)
    source = desk.source("form_templates")
    source.edit([CellEdit(source.row(0).id, "bands", "85/75/60", "90/75/60")], "type")
    assert template_for(1).edition == 1


def test_undo_brings_the_edition_before_back(desk: Desk):
    begin_a_form(desk)
    source = desk.source("form_templates")
    source.edit([CellEdit(source.row(0).id, "bands", "85/75/60", "90/75/60")], "type")
    source.undo()
    assert [(one.edition, one.bands[0]) for one in templates()] == [(1, ("excellent", 90)), (1, ("excellent", 90))]
    assert FormTemplate.select().count() == 2


def test_items_are_added_in_their_place_moved_and_deleted(desk: Desk):
    source = desk.source("form_items")
    second = source.row(1)
    made = source.insert(second.id).added[0]
    source.edit([CellEdit(made, "item_words", "板书好", ""), CellEdit(made, "item_most", "3", "5")], "type")
    assert [one.words for one in templates()[0].items][:3] == [
        "目标具体、可检测，合课标、合学情", "板书好", "重点、难点抓得准",
    ]  # fmt: skip
    source.move([made], source.row(0).id)
    assert templates()[0].items[0].words == "板书好"
    source.delete([made])
    assert [one.seq for one in templates()[0].items] == list(range(1, 20))


def test_a_new_form_gets_items_of_its_own(desk: Desk):
    forms = desk.source("form_templates")
    forms.edit([CellEdit(-1, "form_title", "体育课评价表"), CellEdit(-1, "form_subject", "体育与健康")], "type")
    items = desk.source("form_items")
    items.edit(
        [CellEdit(-1, "form", "体育课评价表"), CellEdit(-1, "item_words", "密度"), CellEdit(-1, "item_most", "50")],
        "type",
    )
    made = templates()[-1]
    assert (made.title_zh, made.full_x10, made.items[0].words) == ("体育课评价表", 500, "密度")


def test_a_used_form_is_only_taken_off_the_list(desk: Desk):
    observation = begin_a_form(desk)
    forms = desk.source("form_templates")
    forms.delete([row.id for row in rows(forms)])
    assert len(forms) == 0
    assert filled([observation])[observation].template.code == "general"


def test_bands_and_limits_that_cannot_be_read_wait_red(desk: Desk):
    forms, items = desk.source("form_templates"), desk.source("form_items")
    forms.edit([CellEdit(forms.row(0).id, "bands", "高低", "90/75/60")], "type")
    items.edit([CellEdit(items.row(0).id, "limits", "十分钟", "")], "type")
    assert "90/75/60" in forms.row(0).problems["bands"].message
    assert "0:10" in items.row(0).problems["limits"].message
    assert templates()[0].bands[0] == ("excellent", 90)


def test_whoever_looks_first_puts_the_forms_in_whatever_their_role(desk: Desk):
    desk.store.actor = Actor("somebody", "ssh", "viewer")
    assert len(desk.source("form_templates")) == 2
