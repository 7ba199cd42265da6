"""Who voted, as it is typed after a show of hands: initials, everybody but some, or only a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import people_meant
from models.registers.column import PeopleList, Person
from models.rules.names import find_people

EVERYBODY = "*"
_COUNT = re.compile(r"0|[1-9]\d{0,2}")
_SIGNS = str.maketrans({"，": " ", "、": " ", ",": " ", "\u3000": " ", "－": "-", "＊": "*"})


class BadBallot(ValueError):
    """Somebody cannot be told; ``str`` names the words and what would do."""


def read_voters(desk: Desk, text: str, everybody: Sequence[str]) -> list[str] | int:
    """'lf wq' are two people, '*' everybody who may be named, '* -lf' all but one, '17' is a number without names.

    A staff number begins with a nought or stands among other words. Raises BadBallot.
    """
    words = text.translate(_SIGNS).split()
    entitled = PeopleList(person for number in everybody if (person := desk.lists.people().numbered(number)))
    if len(words) == 1 and _COUNT.fullmatch(words[0]):
        return int(words[0])
    found: dict[str, None] = {}
    wrong = []
    for word in words:
        if word == EVERYBODY:
            found.update(dict.fromkeys(everybody))
            continue
        able = _meant(desk, word.removeprefix("-"), entitled)
        if len(able) != 1:
            names = t("observing.list_comma").join(f"{person.name}({person.staff_no})" for person in able[:6])
            several = t("week.several_people", text=word, names=names)
            wrong.append(several if able else t("week.nobody_called", text=word))
        elif word.startswith("-"):
            found.pop(able[0].staff_no, None)
        else:
            found[able[0].staff_no] = None
    if wrong:
        raise BadBallot("\n".join(wrong))
    return list(found)


def _meant(desk: Desk, word: str, entitled: PeopleList) -> list[Person]:
    """Of several whom the word fits only those can be meant who may vote; others where it fits none of them."""
    found = find_people(word, entitled)
    exact = [person for person in found if word in (person.name, person.staff_no)]
    return exact or found or people_meant(desk, word)
