"""Fingerprints that find what is alike, and the passages that are the same."""

from __future__ import annotations

import random

import pytest

from models.rules.likeness import RUN, counted, covered, passages, print_keys, share

_MARKS = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以"
    "会家可下而过天去能对小多然于心学么之都好看起"
)


def sentences(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(_MARKS, k=chance.randint(16, 34))) + "。" for _ in range(count)]


def test_texts_that_share_nothing_share_no_fingerprint():
    assert not set(print_keys("".join(sentences(40, 1)))) & set(print_keys("".join(sentences(40, 2))))


def test_a_copied_paragraph_is_found_wherever_it_stands_and_though_words_were_exchanged():
    own, other = sentences(24, 1), sentences(24, 2)
    copied = [line.replace(line[5], "某", 1) for line in other[6:12]]
    assert len(set(print_keys("".join([*own[:5], *copied, *own[5:]]))) & set(print_keys("".join(other)))) >= 5


def test_the_same_text_in_another_dress_has_the_same_fingerprints():
    text = "".join(sentences(10, 3))
    dressed = text.replace("。", "！").replace("的", "\n的")
    assert print_keys("# 发生了什么\n" + text) == print_keys(text)
    whole, again = set(print_keys(text.replace("\n", ""))), set(print_keys(dressed.replace("\n", "")))
    assert whole == again


def test_passages_are_told_by_their_places_in_both_texts():
    mine, theirs = "我写的开头。" + "".join(sentences(2, 5)), "别人的开头很长很长。" + "".join(sentences(2, 5))
    (same,) = passages(mine, theirs)
    assert mine[same.start : same.end] == theirs[same.other_start : same.other_end]
    assert same.characters == len("".join(sentences(2, 5)).replace("。", ""))


def test_less_than_a_run_does_not_count_and_headings_never_do():
    line = sentences(1, 7)[0]
    assert passages("甲" + line[: RUN - 1] + "乙", "丙" + line[: RUN - 1] + "丁") == []
    assert passages(f"# {line}\n", f"# {line}\n") == []


def test_moved_passages_are_found_and_nothing_is_counted_twice():
    lines = sentences(6, 9)
    text, moved = "".join(lines), "".join([*lines[3:], *lines[:3]])
    found = passages(text, moved)
    assert share(sum(each.characters for each in found), counted(text)) == 100
    assert covered([*found, *found], text) == counted(text)


@pytest.mark.parametrize(("same", "whole", "percent"), [(0, 0, 0), (1, 3, 33), (1, 2, 50), (2, 3, 67), (5, 5, 100)])
def test_shares(same: int, whole: int, percent: int):
    assert share(same, whole) == percent
