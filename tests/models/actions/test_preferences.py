"""What a person likes, kept in the store and out of its history."""

from __future__ import annotations

import pytest

from models.actions.preferences import prefer, preference
from models.store import Actor, Store


def test_it_is_kept_for_the_person_alone(store: Store):
    before = store.latest_change()
    prefer(store, "roster.columns", {"order": ["name"], "字": "宽"})
    prefer(store, "roster.columns", {"order": ["sex"], "字": "窄"})
    assert preference(store, "roster.columns") == {"order": ["sex"], "字": "窄"}
    assert store.latest_change() == before
    with Store.open(str(store.place), Actor("group head", "test")) as other:
        assert preference(other, "roster.columns", "nothing") == "nothing"


def test_it_is_forgotten(store: Store):
    prefer(store, "a", 1)
    prefer(store, "a", None)
    assert preference(store, "a") is None


def test_too_much_is_refused(store: Store):
    with pytest.raises(ValueError, match="characters"):
        prefer(store, "a", "x" * 20_001)
