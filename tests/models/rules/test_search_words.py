"""How a text and a question are made alike before they are compared."""

from __future__ import annotations

import pytest

from models.rules.search_words import compact, excerpts, has_words, pattern, phrases, places_of, spaced, words_in


def test_width_capitals_spaces_and_the_kind_of_sign_do_not_matter():
    assert compact("ＡＩ 课堂，\n提问！") == compact("ai课堂。提问?")
    assert compact("提问") != compact("提，问")


def test_words_are_parted_by_any_space_and_mere_signs_are_none():
    assert words_in(" 提问　追问 提问 ， ") == ["提问", "追问"]
    assert words_in("，。") == []


def test_every_character_is_a_word_of_the_index_and_a_word_a_phrase():
    assert spaced("提问A1") == "提 问 a 1"
    assert phrases(["提问", "a1"]) == '"提 问" AND "a 1"'


@pytest.mark.parametrize("word", ["提问", "a1", "提a问"])
def test_a_pattern_lets_through_what_holds_the_word(word: str):
    assert pattern(word) in ("%提%问%", "%")


def test_a_word_may_be_broken_over_two_lines():
    assert has_words("这节课的提\n问太多", ["提问"])
    assert not has_words("这节课提。问题太多", ["提问"])


def test_the_places_are_those_of_the_text_as_it_was_written():
    text = "今天 ＡＩ 的提\n问，和提问"
    assert [text[start:end] for start, end in places_of(text, ["ai", "提问"])] == ["ＡＩ", "提\n问", "提问"]


def test_an_excerpt_is_one_line_with_the_word_marked_where_it_stands():
    text = "一" * 40 + "提\n问" + "二" * 40
    (found,) = excerpts(text, ["提问"], around=5)
    assert found.text == "...一一一一一提 问二二二二二..."
    assert [found.text[start:end] for start, end in found.marks] == ["提 问"]


def test_near_places_share_an_excerpt_and_no_more_than_asked_for_come():
    text = "提问和提问" + "的" * 100 + "提问" + "的" * 100 + "提问"
    found = excerpts(text, ["提问"], most=2)
    assert [len(each.marks) for each in found] == [2, 1]
