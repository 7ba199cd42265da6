"""What the pictures say where there is nothing to draw."""

from __future__ import annotations

import pytest

from models.actions.desk import Desk
from models.actions.pictures import NoPicture, picture


@pytest.mark.parametrize("name", ["spread", "load"])
def test_a_school_without_people_and_forms_says_what_is_missing(desk: Desk, name: str):
    with pytest.raises(NoPicture, match=r"\w"):
        picture(desk, name)
