"""One-time codes: forgiving to type, and never kept as they are."""

from __future__ import annotations

from math import log2

from models.rules.one_time_codes import LENGTH, LETTERS, digest_of, is_code, new_code, plain


def test_a_code_is_hard_to_guess_and_has_no_letter_that_looks_like_another():
    assert LENGTH * log2(len(LETTERS)) >= 50
    assert not set(LETTERS) & set("0o1il")
    assert len({new_code() for _ in range(100)}) == 100
    assert set(plain(new_code())) <= set(LETTERS)


def test_a_code_is_known_again_however_it_is_typed_and_no_other_is():
    code = new_code()
    digest = digest_of(code)
    assert plain(code) not in digest
    assert digest_of(code) != digest
    assert is_code(code, digest)
    assert is_code(f" {code.replace('-', ' ').upper()} ", digest)
    assert not is_code(code[:-1], digest)
    assert not is_code(new_code(), digest)
    assert not is_code("", digest)
