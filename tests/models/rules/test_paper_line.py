"""A paper form as one typed line: scores apart or run together, and a sentence for every slip."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.rules.paper_line import BadScores, PaperLine, read_line, read_scores
from models.rules.scores import NOT_APPLICABLE, Item

FIVES = [Item(seq, "", f"第{seq}条", 50) for seq in range(1, 5)]
MIXED = [Item(1, "", "目标", 50), Item(2, "", "过程", 100), Item(3, "", "练习", 100), Item(4, "", "效果", 50)]


def test_code_scores_bonus_and_control_total_stand_in_one_line():
    assert read_line("7345 5 4 5 3") == PaperLine("7345", "5 4 5 3")
    assert read_line(" 7345  5453 =17 ") == PaperLine("7345", "5453", 0, 170)
    assert read_line("7345 5453 +2 = 19.5") == PaperLine("7345", "5453", 20, 195)


def test_an_input_method_may_be_on():
    assert read_line("７３４５　５４－４．５　＝１７") == PaperLine("7345", "54-4.5", 0, 170)


@pytest.mark.parametrize("line", ["7345 5x53", "7345 5453 =17 =18", "7345 五分"])
def test_a_line_with_anything_else_is_refused(line: str):
    with pytest.raises(BadScores, match="看不懂这一行"):
        read_line(line)


@pytest.mark.parametrize("text", ["5 4 5 3", "5453", "54 53"])
def test_scores_may_run_together(text: str):
    assert read_scores(text, FIVES) == {1: 50, 2: 40, 3: 50, 4: 30}


def test_halves_and_what_is_not_applicable_may_run_together_too():
    assert read_scores("4.5-53.5", FIVES) == {1: 45, 2: NOT_APPLICABLE, 3: 50, 4: 35}
    assert read_scores("0 - 5 3.5", FIVES) == {1: 0, 2: NOT_APPLICABLE, 3: 50, 4: 35}


def test_a_ten_among_run_together_digits_is_known_by_their_number():
    assert read_scores("51095", MIXED) == {1: 50, 2: 100, 3: 90, 4: 50}
    assert read_scores("5105", MIXED) == {1: 50, 2: 10, 3: 0, 4: 50}
    assert read_scores("510100", MIXED) == {1: 50, 2: 100, 3: 100, 4: 0}


def test_digits_that_can_be_read_in_two_ways_are_not_guessed():
    tens = [Item(seq, "", "", 100) for seq in (1, 2, 3)]
    with pytest.raises(BadScores, match="几种读法"):
        read_scores("1010", tens)
    assert read_scores("10 1 0", tens) == {1: 100, 2: 10, 3: 0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 4 5", "写了 3 个分数，这张表有 4 项"),
        ("545", "写了 3 个分数，这张表有 4 项"),
        ("5 4 5 3 2", "写了 5 个分数"),
        ("54532", "写了 5 个分数"),
        ("5453 222", "写了 7 个分数"),
        ("5 4 12 3", "第 3 项「第3条」最高 5 分，这里写的是 12"),
        ("", "写了 0 个分数"),
        ("5 4 6 3", "第 3 项「第3条」最高 5 分，这里写的是 6"),
        ("5463", "第 3 项「第3条」最高 5 分，这里写的是 6"),
        ("5 4 5.5 3", "第 3 项「第3条」最高 5 分，这里写的是 5.5"),
    ],
)
def test_what_does_not_fit_is_said_of_its_item(text: str, said: str):
    with pytest.raises(BadScores, match=said):
        read_scores(text, FIVES)


@given(st.data())
def test_scores_with_spaces_are_read_back(data: st.DataObject):
    items = [
        Item(seq, "", "", data.draw(st.sampled_from([50, 70, 80, 100]))) for seq in range(data.draw(st.integers(1, 19)))
    ]
    wanted = {item.seq: data.draw(st.integers(-1, item.most_x10)) for item in items}
    text = " ".join("-" if value == -1 else f"{value / 10:g}" for value in wanted.values())
    assert read_scores(text, items) == wanted


@given(st.data())
def test_what_runs_together_is_read_rightly_or_not_at_all(data: st.DataObject):
    items = [Item(seq, "", "", data.draw(st.sampled_from([50, 100]))) for seq in range(data.draw(st.integers(1, 19)))]
    wanted = {item.seq: 10 * data.draw(st.integers(0, item.most_x10 // 10)) for item in items}
    try:
        found = read_scores("".join(str(value // 10) for value in wanted.values()), items)
    except BadScores as error:
        assume("几种读法" not in str(error))
        raise
    assert found == wanted
