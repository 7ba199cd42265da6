"""Who is given what of a list: the masks as functions, and that no column of names can slip past them."""

from __future__ import annotations

import pytest

from models.rules.readers import Reader, masked, masked_name, seen_by, why_not_for, without_names


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王芳", "王*"), ("欧阳娜", "欧*娜"), ("欧阳娜娜", "欧**娜"), ("买买提·艾力", "买****力"), ("王", "*")],
)
def test_a_name_keeps_its_first_character_and_of_longer_ones_the_last(name: str, shown: str):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("reader", "column", "text", "shown"),
    [
        (Reader.PUBLIC, "phone", "13812345678", ""),
        (Reader.PUBLIC, "born_on", "1985-03-12", ""),
        (Reader.PUBLIC, "staff_no", "023", ""),
        (Reader.PUBLIC, "leader", "王芳(023)", "王*"),
        (Reader.PUBLIC, "members", "王芳、欧阳娜", "王*、欧*娜"),
        (Reader.PUBLIC, "topic", "电话13812345678", "电话138****5678"),
        (Reader.UPWARD, "phone", "13812345678", "138****5678"),
        (Reader.UPWARD, "phone", "8812", "****"),
        (Reader.UPWARD, "born_on", "1985-03-12", "1985-03"),
        (Reader.UPWARD, "name", "王芳", "王芳"),
        (Reader.UPWARD, "remark", "家里有事", ""),
        (Reader.UPWARD, "topic", "证件110101198503120011", "证件****"),
        (Reader.INTERNAL, "phone", "13812345678", "13812345678"),
        (Reader.INTERNAL, "id_number", "110101198503120011", ""),
    ],
)
def test_each_reader_is_given_what_it_needs(reader: Reader, column: str, text: str, shown: str):
    assert masked(reader, column, text) == shown


def test_an_identity_number_goes_to_nobody_and_so_never_beside_a_birth_date():
    for reader in Reader:
        assert "id_number" not in seen_by(reader, ["name", "id_number", "born_on"])


def test_a_list_that_is_posted_for_its_names_keeps_them():
    assert masked(Reader.PUBLIC, "teacher", "王芳", "honours") == "王芳"
    assert masked(Reader.PUBLIC, "teacher", "王芳", "observations") == "王*"


def test_personal_matters_are_not_posted_at_all():
    assert why_not_for(Reader.PUBLIC, "absences", "请假")
    assert not why_not_for(Reader.UPWARD, "absences", "请假")


def test_the_longer_of_two_names_in_words_is_masked_first():
    assert without_names("欧阳娜娜和欧阳娜", frozenset({"欧阳娜", "欧阳娜娜"})) == "欧**娜和欧*娜"
