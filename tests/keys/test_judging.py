"""What judging a contest costs: the points of one judge after the other, each in its own digits alone."""

from __future__ import annotations

from screen_text import screen_text

from models.actions.desk import Desk
from models.rules.statistics import Key, key_cost
from screens.kit.judging import ScoreSheet
from tui.app import YanxiuApp

POINTS: list[Key] = [*"929088857978", *"949188868077"]


async def test_two_judges_of_six_entries_are_typed_without_a_key_between(past_desk: Desk):
    app = YanxiuApp(past_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await app.screen.show_register("contests")  # type: ignore[attr-defined]  # the roster's page is in front
        await pilot.pause()
        await pilot.press("home", "up", "ctrl+s", "1")
        await pilot.pause()
        await pilot.press(*"001", "space", *"顾晓岚", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ScoreSheet), screen_text(app)
        for key in POINTS:
            assert isinstance(key, str)
            await pilot.press(key)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, ScoreSheet)
    entries = past_desk.source("contest_entries")
    found = [dict(entries.row(index).values) for index in range(6)]
    assert [one["result"] for one in found] == ["93", "90.5", "88", "85.5", "79.5", "77.5"]
    assert [one["ranking"] for one in found] == [1, 2, 3, 4, 5, 6]
    assert {one["judged_by"] for one in found} == {2}
    assert key_cost(POINTS) == 24
