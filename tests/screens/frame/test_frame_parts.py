"""The parts of the frame that can be looked at without an app: footer, palette's search, widths."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.widget import Widget
from textual.widgets import OptionList

from data.words import LANGUAGES, use
from screens.kit.bar import Place, marks
from screens.kit.commands import Command
from screens.kit.dialogs import Choose
from screens.kit.dispatch import Offer
from screens.kit.footer import line
from screens.kit.initials import initials
from screens.kit.keymap import table
from screens.kit.search import found, hay
from screens.kit.width import clipped, fitted

ALL = [Offer(command, Widget(), "") for command in table().values()]


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120, 200])
def test_the_footer_fits_and_ends_with_help(width: int):
    text = line(ALL, width).plain
    assert cell_len(text) <= width
    assert text.rstrip().endswith("F1 帮助")


def test_a_wider_footer_keeps_what_the_narrow_one_shows():
    narrow, wide = (set(line(ALL, width).plain.split("  ")) for width in (80, 160))
    assert len(wide) > len(narrow)


def test_what_cannot_be_done_stays_in_the_footer_dimmed():
    offers = [Offer(Command("x.one", ("f4",), 10), Widget(), "因为还没有选行"), ALL[0]]
    text = line(offers, 80)
    assert "F4" in text.plain
    assert any("dim" in str(span.style) for span in text.spans)


@pytest.mark.parametrize("query", ["hmc", "huamingce", "花名", "roster", "ROSTER", "app.roster"])
def test_the_palette_finds_by_initials_pinyin_chinese_and_english(query: str):
    assert found(query, hay(table()["app.roster"]))


@pytest.mark.parametrize("query", ["f5", "sx", "shuaxin", "refresh", "reads everything"])
def test_the_palette_finds_by_key_and_by_the_words_of_the_help(query: str):
    assert found(query, hay(table()["app.refresh"]))


def test_what_is_not_there_is_not_found():
    assert not found("zzzz", hay(table()["app.help"]))


def test_several_readings_are_heard():
    assert {"ch", "zh"} <= set(initials("重画"))


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("王小明", 6, "王小明"),
        ("王小明", 5, "王小>"),
        ("王小明", 4, "王>"),
        ("王小明", 1, ">"),
        ("abc", 2, "a>"),
        ("", 0, ""),
    ],
)
def test_text_is_cut_between_characters(text: str, width: int, cut: str):
    assert clipped(text, width) == cut
    assert cell_len(fitted(text, width)) == width


async def test_only_what_one_digit_chooses_bears_a_number():
    class Asking(App[None]):
        def on_mount(self) -> None:
            self.push_screen(Choose("?", [(str(number), f"group{number}") for number in range(1, 12)]))

    async with Asking().run_test(size=(80, 24)) as pilot:
        shown = pilot.app.screen.query_one(OptionList)
        prompts = [str(shown.get_option_at_index(place).prompt) for place in (0, 8, 9, 10)]
    assert prompts == ["1 group1", "9 group9", "  group10", "  group11"]


@pytest.mark.parametrize("menu", ["accounts.menu", "teaching.menu"])
def test_a_register_whose_deeds_are_all_in_a_menu_shows_the_menu_on_a_narrow_screen(menu: str):
    around = ("app.", "grid.", menu)
    here = [offer for offer in ALL if offer.command.id.startswith(around)]
    assert "Ctrl+S" in line(here, 80).plain


DIGITS = {"home": "1", "roster": "2", "timetable": "3", "teaching": "-", "needs": "8", "history": "9", "forms": "0"}
MANY = (
    *(Place(digit, name) for name, digit in DIGITS.items()),
    *(Place(str(digit), "teaching") for digit in range(4, 8)),
    Place("", "accounts"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("here", range(len(MANY)))
def test_the_bar_fits_80_columns_with_every_digit_and_the_title_of_where_one_is(language: str, here: int):
    use(language)
    found = marks(MANY, here, here, 80)
    assert sum(map(cell_len, found)) <= 80
    assert found[here] == f"[{MANY[here].digit} {MANY[here].title}]".replace("[ ", "[")
    assert all(place.digit in mark for place, mark in zip(MANY, found, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bar_says_every_title_where_there_is_room(language: str):
    use(language)
    found = marks(MANY, 0, 0, 140)
    assert all(place.title in mark for place, mark in zip(MANY, found, strict=True))


def test_the_bar_shows_the_titles_around_the_place_that_the_arrows_have_come_to():
    use("en")
    found = marks(MANY, 0, 8, 70)
    assert all(MANY[index].title in found[index] for index in (0, 8))
    assert found[2] == " 3"
