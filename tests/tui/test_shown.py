"""Only what changes on the screen is sent, and what the person sees is the same as if everything had been."""

from __future__ import annotations

import unicodedata

import pyte
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.shown import Shown, Span

WIDTH, HEIGHT = 24, 4
PLAIN, BOLD, CURSOR = "\x1b[38;2;208;208;208;48;2;28;28;28m", "\x1b[1;4;48;5;234m", "\x1b[7;38;2;1;2;3m"
STYLES = (PLAIN, BOLD, CURSOR, "\x1b[2m", "\x1b[3;91;40m", "\x1b[38;5;9m", "")

texts = st.text(st.sampled_from("ab 12王小明，（“…①é"), max_size=4)
runs = st.lists(st.tuples(st.sampled_from(STYLES), texts), min_size=1, max_size=2)  # never past the edge
pieces = st.lists(st.tuples(st.integers(1, HEIGHT), st.integers(1, WIDTH // 3), runs), min_size=1, max_size=4)
places = st.tuples(st.integers(1, HEIGHT), st.integers(1, WIDTH))


def update(spans: list[tuple[int, int, list[tuple[str, str]]]], cursor: tuple[int, int] = (1, 1)) -> str:
    """An update as Textual sends it."""
    spans = sorted(spans, key=lambda span: span[0])
    painted = [
        f"\x1b[{y};{x}H"
        + "".join(f"{style}{text}\x1b[0m" if style else text for style, text in content)
        + ("\n" if y != spans[-1][0] else "")
        for y, x, content in spans
    ]
    return "".join(painted) + f"\x1b[{cursor[0]};{cursor[1]}H"


class Screens:
    """What a person sees: once with everything sent, once with the changes alone."""

    def __init__(self) -> None:
        self.whole, self.lean = pyte.Screen(WIDTH, HEIGHT), pyte.Screen(WIDTH, HEIGHT)
        for screen in (self.whole, self.lean):
            screen.reset_mode(pyte.modes.DECAWM)
        self._streams = pyte.Stream(self.whole), pyte.Stream(self.lean)
        self.shown = Shown(WIDTH, HEIGHT)

    def send(self, data: str) -> str:
        sent = self.shown.only_changes(data)
        for stream, text in zip(self._streams, (data, sent), strict=True):
            stream.feed(text.replace("\n", "\r\n"))
        return sent

    def are_same(self) -> bool:
        cells = [[[s.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)] for s in (self.whole, self.lean)]
        cursors = [(s.cursor.y, s.cursor.x) for s in (self.whole, self.lean)]
        return cells[0] == cells[1] and cursors[0] == cursors[1]


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly too
@given(st.lists(st.tuples(pieces, places), min_size=1, max_size=8))
def test_the_screen_is_the_same_after_any_updates(steps: list[tuple[list, tuple[int, int]]]) -> None:
    screens = Screens()
    for spans, cursor in steps:
        screens.send(update(spans, cursor))
        assert screens.are_same()


def test_what_shows_already_is_not_sent_again():
    screens = Screens()
    line = update([(2, 1, [(PLAIN, "1  王小明  语文")])], (2, 4))
    assert screens.send(line)
    assert screens.send(line) == ""


def test_of_a_line_only_the_cell_that_changed_is_sent():
    screens = Screens()
    screens.send(update([(2, 1, [(PLAIN, "1  王小明  语文")])]))
    sent = screens.send(update([(2, 1, [(PLAIN, "1  王小明  "), (CURSOR, "数学")])]))
    assert "王" not in sent
    assert "数学" in sent
    assert screens.are_same()


def test_a_cursor_that_moves_alone_is_sent():
    screens = Screens()
    screens.send(update([(2, 1, [(PLAIN, "ab")])], (2, 1)))
    assert screens.send(update([(2, 1, [(PLAIN, "ab")])], (2, 2))) == "\x1b[2;2H"


def test_behind_a_character_of_unsure_width_everything_is_sent():
    screens = Screens()
    spans = [(2, 1, [(PLAIN, "王“四有”好")])]
    screens.send(update(spans, (1, 1)))
    sent = screens.send(update(spans, (2, 2)))
    assert "“四有”好" in sent
    assert "王" not in sent


def test_a_whole_repaint_goes_out_whole_and_heals_the_screen():
    screens = Screens()
    everything = update([(y, 1, [(PLAIN, "x" * WIDTH)]) for y in range(1, HEIGHT + 1)])
    screens.send(everything)
    assert screens.send(everything) == everything


def test_after_anything_that_is_no_update_nothing_is_taken_for_known():
    screens = Screens()
    line = update([(2, 1, [(PLAIN, "ab")])])
    screens.send(line)
    assert screens.shown.only_changes("\x1b[?1049h") == "\x1b[?1049h"
    assert "ab" in screens.shown.only_changes(line)


def test_the_brackets_around_an_update_change_nothing():
    screens = Screens()
    line = update([(2, 1, [(PLAIN, "ab")])])
    screens.send(line)
    assert screens.shown.only_changes("\x1b[?2026h") == "\x1b[?2026h"
    assert screens.shown.only_changes(line) == ""


@given(st.characters(min_codepoint=32, max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc", "Cn"]))
def test_what_counts_as_sure_has_one_width_in_every_terminal(character: str) -> None:
    span = Span(1, 1)
    span.add(character, "")
    if not span.unsure:
        wide = unicodedata.east_asian_width(character) in "WF"
        assert wide or character.isascii()
        assert len(span.cells) == 1 + wide
