"""The code lists can be typed without waiting, read without doubt and shown in both languages."""

from __future__ import annotations

from collections import Counter

import pytest

from data.defaults.codes import CodeDefault, code_lists

LISTS = set(code_lists())
each_list = pytest.mark.parametrize("list_id", sorted(LISTS))


@each_list
def test_every_entry_has_code_words_and_digits(list_id: str):
    for entry in code_lists()[list_id]:
        assert entry.code.isascii()
        assert entry.zh
        assert entry.en
        assert entry.en.isascii()
        assert entry.digits.isdecimal()
        assert len(entry.digits) <= 4
        assert len("|".join(entry.aliases)) <= 400


@each_list
def test_no_digits_begin_with_anothers(list_id: str):
    digits = [entry.digits for entry in code_lists()[list_id]]
    clashes = [(a, b) for i, a in enumerate(digits) for j, b in enumerate(digits) if i != j and b.startswith(a)]
    assert clashes == []


@each_list
def test_a_spelling_means_one_entry(list_id: str):
    owners: Counter[str] = Counter()
    for entry in code_lists()[list_id]:
        owners.update({spelling.replace(" ", "").lower() for spelling in _spellings(entry)})
    assert [spelling for spelling, count in owners.items() if count > 1] == []


@each_list
def test_no_spelling_is_anothers_digits(list_id: str):
    digits = {entry.digits for entry in code_lists()[list_id]}
    assert not digits & {spelling for entry in code_lists()[list_id] for spelling in _spellings(entry)}


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("小学高级教师", "first"),
        ("中学一级教师", "first"),
        ("小学一级", "second"),
        ("中学二级", "second"),
        ("小学二级", "third"),
        ("小学三级", "third"),
        ("中学三级", "third"),
        ("中学高级", "senior"),
        ("见习", "none"),
        ("中小学一级教师", "first"),
    ],
)
def test_old_ranks_are_read_as_todays(old: str, today: str):
    assert [entry.code for entry in code_lists()["rank"] if old in entry.aliases] == [today]


def test_national_lists_are_complete():
    ethnic = [entry.national for entry in code_lists()["ethnicity"]]
    assert ethnic == [f"{number:02d}" for number in range(1, 57)]
    assert {entry.national for entry in code_lists()["political"]} == {f"{number:02d}" for number in range(1, 14)}


def test_the_commonest_take_one_digit():
    short = {entry.zh for entry in code_lists()["ethnicity"] if len(entry.digits) == 1}
    assert short == {"汉族", "回族", "壮族", "满族"}
    assert {entry.digits for entry in code_lists()["sex"]} == {"1", "2"}


def _spellings(entry: CodeDefault) -> set[str]:
    return {entry.code, entry.zh, entry.en, *entry.aliases}
