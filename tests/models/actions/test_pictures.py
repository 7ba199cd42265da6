"""Pictures show the figures of the progress, and in Word every one of them can be edited."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from models.actions.desk import Desk
from models.actions.owed.progress import Progress
from models.actions.owed.told import summaries
from models.actions.picture_paper import picture_document
from models.actions.pictures import picture
from models.store import Actor, Store
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def looked_at(past_file: Path) -> Iterator[Desk]:
    """The sample school, only read."""
    with Store.open(past_file, Actor("office", "test")) as store:
        yield Desk(store, today=lambda: TODAY)


def test_the_bars_of_the_progress_are_the_progress(looked_at: Desk):
    found = picture(looked_at, "progress")
    told = {one.obligation.code: one for one in summaries(Progress(looked_at)) if one.about and one.number}
    assert [bar.label.split()[0] for bar in found.charts[0].bars] == list(told)
    for bar in found.charts[0].bars:
        one = told[bar.label.split()[0]]
        assert f"{one.done}/{one.number}" in bar.words
        assert bar.number == pytest.approx(100 * one.done / one.number)


def test_the_map_has_each_groups_share(looked_at: Desk):
    found = picture(looked_at, "progress").map
    assert found is not None
    label, cells = next(row for row in found.rows if row[0].startswith("O3 "))
    for group, share in zip(found.headings, cells, strict=True):
        own = next(one for one in summaries(Progress(looked_at), group) if one.obligation.code == label.split()[0])
        standings = [one for one in own.standings if one.group == group]
        assert share == pytest.approx(sum(one.done for one in standings) / sum(one.number for one in standings))


@pytest.mark.parametrize("code", ["O1", "O3", "O4", "O6"])
def test_the_last_week_of_a_pace_is_where_the_progress_stands(looked_at: Desk, code: str):
    one = next(each for each in summaries(Progress(looked_at)) if each.obligation.code == code)
    bars = picture(looked_at, "pace", None, code).charts[0].bars
    numbers = [bar.number for bar in bars]
    assert numbers == sorted(numbers)
    assert numbers[-1] == one.done
    assert len(bars) == 13


def test_the_load_counts_everybody_once(looked_at: Desk):
    counts, each = picture(looked_at, "load").charts
    assert sum(bar.number for bar in counts.bars) == len(each.bars) == len(looked_at.people(TODAY))
    group = picture(looked_at, "load", "语文组").charts[1].bars
    assert 0 < len(group) < len(each.bars)


def test_the_points_lie_between_nought_and_the_items_most(looked_at: Desk):
    for chart in picture(looked_at, "spread").charts:
        for bar in chart.bars:
            assert bar.box is not None
            assert list(bar.box) == sorted(bar.box)
            assert 0 <= bar.box[0] <= bar.box[-1] <= chart.widest
            assert "n=" in bar.words


def test_in_word_every_bar_has_as_many_cells_as_its_share(looked_at: Desk):
    found = picture(looked_at, "progress")
    document = Document(io.BytesIO(picture_document(looked_at, [found])))
    bars, shares = document.tables
    lengths = {}
    for row, bar in zip(bars.rows, found.charts[0].bars, strict=True):
        assert row.cells[0].text == bar.label
        assert row.cells[-1].text == bar.words
        lengths[bar.number] = sum('w:fill="4F81BD"' in cell._tc.xml for cell in row.cells)
    ordered = [length for _, length in sorted(lengths.items())]
    assert ordered == sorted(ordered)
    assert ordered[0] < ordered[-1]
    assert found.map is not None
    assert [cell.text for cell in shares.rows[0].cells[1:]] == list(found.map.headings)
    assert 'w:fill="4F81BD"' in document.element.xml
