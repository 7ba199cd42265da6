"""The county's screen: those behind first, found by typing, looked into, counted anew, and never written to."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen_text import screen_text
from textual.pilot import Pilot

from models.county.schools import County
from models.journal.writing import update_record
from models.store import Actor, Store
from models.store.address import server_address
from models.store.moving import move
from models.tables.people import School
from screens.county import CountyScreen, SchoolSheet
from screens.kit.line_list import LineList
from screens.kit.palette import Palette
from tests.conftest import TODAY
from tests.support.postgres import Cluster
from tui.county_app import CountyApp

OFFICE = Actor("office", "test")
SCHOOLS = {"beishan": "北山中心小学", "donghu": "东湖实验小学"}


@pytest.fixture(scope="module")
def address(past_file: Path, server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two schools beside each other; in the first nobody has observed anything. A role that only reads them."""
    database = server.database()
    file = tmp_path_factory.mktemp("county") / "school.db"
    for schema, name in SCHOOLS.items():
        file.write_bytes(past_file.read_bytes())
        with Store.open(file, OFFICE) as store:
            with store.change("school.sample"):
                update_record(School, 1, {"name": name})
            move(store, server.address(database, schema))
    with Store.open(server.address(database, "beishan"), OFFICE) as store:
        store.db.execute_sql("UPDATE observation SET status = 'planned'")
    with County(server_address(server.address(database))) as county:
        county.grant("looker")
    return server.address(database).replace("postgres@", "looker@")


@pytest.fixture
def app(address: str) -> CountyApp:
    return CountyApp(server_address(address), OFFICE, today=lambda: TODAY)


async def counted(pilot: Pilot[int]) -> CountyScreen:
    """The screen, when it has counted."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CountyScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_schools_stand_there_those_behind_first(app: CountyApp, size: tuple[int, int]):
    async with app.run_test(size=size) as pilot:
        await counted(pilot)
        text = screen_text(app)
        lines = [line for line in text.splitlines() if "小学" in line]
        assert "北山中心小学" in lines[0]
        assert "100%" in lines[0]
        assert len(lines) == 2
        assert "只看" in text
        assert "2 所学校" in text


@pytest.mark.parametrize("typed", ["东湖", "dhsy", "donghu"])
async def test_typing_finds_and_esc_shows_all_again(app: CountyApp, typed: str):
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await counted(pilot)
        for character in typed:
            await pilot.press(character)
        await pilot.pause()
        assert screen.chosen is not None
        assert screen.chosen.schema == "donghu"
        assert "北山" not in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "北山" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Ctrl+Q" in screen_text(app)


async def test_enter_shows_who_is_behind_there_and_nothing_can_be_written(app: CountyApp):
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SchoolSheet)
        text = screen_text(app)
        assert "北山中心小学" in text
        assert app.screen.query_one(LineList).index is not None
        await pilot.press("r")
        await pilot.pause()
        assert "全县只看名单" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CountyScreen)
        await pilot.press("down", "f3")
        await pilot.pause()
        assert isinstance(app.screen, SchoolSheet)
        assert not app.screen.code


async def test_what_was_written_meanwhile_is_there_after_f5(app: CountyApp, address: str):
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(pilot)
        with (
            Store.open(
                address.replace("looker@", "postgres@").replace("schema=yanxiu", "schema=donghu"), OFFICE
            ) as store,
            store.change("school.sample"),
        ):
            update_record(School, 1, {"name": "东湖新校"})
        await pilot.press("f5")
        await counted(pilot)
        assert "东湖新校" in screen_text(app)


async def test_help_says_what_it_is_for_and_the_palette_does_it(app: CountyApp):
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await counted(pilot)
        await pilot.press("f1")
        await pilot.pause()
        assert "什么也不会改" in screen_text(app)
        await pilot.press("escape")
        screen.do_app_palette()
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        await pilot.press(*"gxrw", "enter")
        await pilot.pause()
        await pilot.press("escape", "ctrl+q")
    assert app.return_value == 0
