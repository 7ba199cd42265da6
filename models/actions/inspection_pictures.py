"""The term's pictures for inspectors: progress, pace, scores and load as bars with the numbers beside."""

from __future__ import annotations

from data.formats.official import settled
from models.actions.inspection_making import Made, Making
from models.actions.picture_paper import picture_document
from models.actions.pictures import PICTURES, NoPicture, picture
from models.rules.inspection import Entry
from models.store.errors import NotAllowed

_WITHOUT_PEOPLE = ("progress", "pace")
"""What shows groups, and nobody's own load or scores."""


def pictures_paper(making: Making, entry: Entry) -> list[Made]:
    """One document with every picture that there is anything to draw of; of a group those that are about groups."""
    found = []
    for name in _WITHOUT_PEOPLE if making.group else PICTURES:
        try:
            found.append(picture(making.desk, name, making.group or None))
        except (NoPicture, NotAllowed):
            continue
    return [Made("", ".docx", settled(picture_document(making.desk, found)), len(found))] if found else []
