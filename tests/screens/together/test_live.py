"""What others write appears by itself, is told in one line, and disturbs nobody."""

from __future__ import annotations

from textual.geometry import Region

from models.actions.desk import Desk
from models.store import Store
from screens.history import HistoryScreen
from screens.home import HomeScreen
from screens.kit.grid.form_screen import FormScreen
from tests.screens.roster.office import Office, office, somebody_else
from tests.screens.together.waiting import until
from tui.app import YanxiuApp


def edit(store: Store, row_id: int, field: str, text: str, old: str = "") -> None:
    somebody_else(store, f"desk.source('roster').edit([CellEdit({row_id}, {field!r}, {text!r}, {old!r})], 'type')")


async def test_a_change_is_shown_and_told_with_its_author(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        row = it.row(it.names()[2])
        edit(sample_desk.store, row.id, "remark", "新的备注")
        await until(it, lambda: bool(it.message))
        assert it.message == "副主任 改了 1 格"
        assert it.source.row_by_id(row.id).texts["remark"] == "新的备注"  # type: ignore[union-attr]
        await it.press("down")
        assert it.message == ""


async def test_what_the_person_was_just_told_stays(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        row = it.row(it.names()[2])
        it.app.say("很要紧的话")
        edit(sample_desk.store, row.id, "remark", "新的备注")
        await until(it, lambda: it.source.row_by_id(row.id).texts["remark"] == "新的备注")  # type: ignore[union-attr]
        assert it.message == "很要紧的话"


async def test_ones_own_work_is_no_news(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        await it.at(it.names()[0], "remark")
        await it.type("自己写的\r")
        edit(sample_desk.store, it.row(it.names()[5]).id, "remark", "别人写的")
        await until(it, lambda: bool(it.message))
        assert it.message == "副主任 改了 1 格"


async def test_no_more_is_painted_than_the_cells_that_differ(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        painted: list[Region] = []
        paint = it.grid.refresh

        def watched(*regions: Region, **options: bool) -> object:
            painted.extend(regions or (it.grid.size.region,))
            return paint(*regions, **options)

        row = it.row(it.names()[4])
        it.grid.refresh = watched  # type: ignore[method-assign,assignment]
        edit(sample_desk.store, row.id, "name", "钱新名", row.texts["name"])
        await until(it, lambda: it.source.row_by_id(row.id).texts["name"] == "钱新名")  # type: ignore[union-attr]
        assert {region.y for region in painted} == {5}
        assert sum(region.width for region in painted) < 20


async def test_a_page_without_a_grid_follows_too(sample_desk: Desk) -> None:
    app = YanxiuApp(sample_desk)
    async with app.run_test(size=(120, 36)) as pilot:
        it = Office(app, pilot)
        await it.until(HomeScreen)
        before = it.shown
        somebody_else(sample_desk.store, "desk.source('roster').edit([CellEdit(-1, 'name', '赵新来')], 'type')")
        await until(it, lambda: bool(it.message))
        assert it.message == "副主任 添了 1 行"
        assert [a for a, b in zip(before.splitlines(), it.shown.splitlines(), strict=True) if a != b]
        await it.press("9")
        await it.until(HistoryScreen)
        somebody_else(sample_desk.store, "desk.source('roster').edit([CellEdit(-1, 'name', '钱新来')], 'type')")
        await until(it, lambda: "钱新来" in it.shown)


async def test_the_form_of_one_person_follows_while_a_cell_is_typed(sample_desk: Desk) -> None:
    async with office(sample_desk) as it:
        name = it.names()[1]
        await it.at(name, "remark")
        it.grid.do_grid_form()
        form = (await it.until(FormScreen)).form
        await it.type("半句")
        edit(sample_desk.store, it.row(name).id, "phone", "13900001234", it.row(name).texts["phone"])
        await until(it, lambda: "13900001234" in it.shown)
        assert form.editor is not None
        assert form.editor.text == "半句"
