"""What a person finds without being told: what lies beyond the edge, where typing goes on, what can be done here."""

from __future__ import annotations

from textual.widgets import OptionList

from models.actions.desk import Desk
from screens.kit.footer import FootLine
from screens.kit.grid.form_screen import FormScreen
from screens.kit.palette import Palette
from tests.screens.roster.office import office


async def test_a_heading_says_that_there_are_more_columns(sample_desk: Desk):
    async with office(sample_desk, size=(80, 24)) as it:
        heading = next(line for line in it.shown.splitlines() if "工号" in line)
        assert heading.rstrip().endswith(">")
        await it.press("end")
        heading = next(line for line in it.shown.splitlines() if "备注" in line)
        assert not heading.rstrip().endswith(">")


async def test_the_terminals_cursor_comes_back_to_the_cell_after_a_dialog(sample_desk: Desk):
    """An input method opens its window there."""
    async with office(sample_desk) as it:
        await it.press("down", "right")
        there = it.app.cursor_position
        await it.press("f12")
        await it.type("a")
        assert it.app.cursor_position != there
        await it.press("escape")
        assert it.app.cursor_position == there


async def test_the_palette_begins_with_what_this_screen_does_and_with_names_that_fit(sample_desk: Desk):
    async with office(sample_desk) as it:
        await it.press("f12")
        palette = await it.until(Palette)
        listed = palette.query_one(OptionList)
        assert listed.get_option_at_index(0).id == "grid.edit"
        ids = [listed.get_option_at_index(index).id for index in range(listed.option_count)]
        assert ids.index("roster.files") < ids.index("app.help")
        await it.type("sort")  # the help of other commands speaks of sorting too
        await it.settle()
        assert listed.get_option_at_index(0).id == "grid.sort"
        assert listed.option_count > 1


async def test_help_breaks_lines_as_a_printer_would_and_says_where_keyless_commands_are(sample_desk: Desk):
    async with office(sample_desk, size=(80, 200)) as it:
        await it.press("f1")
        lines = [line.strip() for line in it.shown.splitlines()]
        assert not [line for line in lines if line[:1] in "。，、；" and line]
        assert any(line.startswith("F12") and "填序列" in line for line in lines)


async def test_the_bottom_line_follows_the_cursor_from_the_first_row_to_the_second(sample_desk: Desk):
    async with office(sample_desk, size=(80, 24)) as it:

        def ditto_is_dim() -> bool:
            text = it.app.screen.query_one(FootLine).render()
            return any("同上" in text.plain[span.start : span.end] and span.style == "dim" for span in text.spans)

        await it.press("home", "home")
        assert ditto_is_dim()
        painted: list[bool] = []
        refreshed = it.app.screen.query_one(FootLine).refresh
        it.app.screen.query_one(FootLine).refresh = lambda *a, **k: (painted.append(True), refreshed(*a, **k))[1]
        await it.press("down")
        assert painted
        assert not ditto_is_dim()
        painted.clear()
        await it.press("down")
        assert not painted


async def test_the_form_says_how_many_lines_are_below(sample_desk: Desk):
    async with office(sample_desk, size=(80, 24)) as it:
        await it.press("f7", "7")
        form = (await it.until(FormScreen)).form
        assert "下面还有" in form.render_line(0).text
        await it.press("end", "end")
        assert "下面还有" not in form.render_line(0).text
