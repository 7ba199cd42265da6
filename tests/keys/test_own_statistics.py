"""What the grid counts of somebody's typing."""

from __future__ import annotations

import pytest

from models.rules.statistics import EntryCount
from screens.kit.dispatch import perform
from tests.keys.typing import typing
from tests.screens.grid.memory_source import MemorySource, sample


def test_keys_count_by_the_rule_and_long_pauses_as_short_ones():
    count = EntryCount()
    for second, key in enumerate(["1", "enter", "ctrl+d"]):
        count.key(key, "1" if key == "1" else "", float(second))
    count.key("enter", "", 500.0)
    count.wrote([1, 1], 2)
    assert (count.keys, count.seconds) == (5, 2 + EntryCount.LONGEST_PAUSE)
    assert count.keys_per_record == 5


def test_a_word_out_of_an_input_method_counts_its_pinyin_and_one_choice():
    count = EntryCount()
    for at, character in ((1.0, "语"), (1.001, "文")):
        count.key(character, character, at)
    assert count.keys == len("yuwen") + 1


async def test_the_grid_counts_what_is_typed_and_shows_it_in_a_box():
    async with typing(MemorySource(sample(3))) as it:
        await it.at(0, "sex")
        await it.press_all(["2", "backspace", "1"])
        count = it.grid.count
        assert (len(count.records), count.corrections) == (1, 1)
        assert count.seconds == pytest.approx(0.4)
        perform(it.app, "entry.statistics")
        await it.pilot.pause()
        assert str(count.keys) in str(it.app.screen.query(".dialog-text").first().render())


async def test_the_short_layout_shows_the_columns_of_the_paper_and_all_again(desk):
    source = desk.source("roster")
    async with typing(source) as it:
        perform(it.app, "entry.layout")
        assert [column.field for column in it.grid.columns] == list(source.register.entry)
        perform(it.app, "entry.layout")
        assert len(it.grid.columns) > len(source.register.entry)


async def test_the_default_of_a_new_row_is_said_in_words(desk):
    async with typing(desk.source("roster"), ["name", "ethnicity"]) as it:
        await it.press_all(["a", "b", "enter"])
        assert "汉族" in it.hint
        await it.press("enter")
        assert it.cell(0, "ethnicity") == "汉族"
