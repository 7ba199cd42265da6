"""Naming somebody on the staff in a cell: who a text means, and the text that names them."""

from __future__ import annotations

from data.words import t
from models.registers.column import People
from models.registers.problem import Unreadable
from models.rules.clean import clean_code, clean_name
from models.rules.names import exactly_one, find_people

_MOST_NAMED = 9


def read_person(title: str, text: str, people: People) -> str:
    """The staff number of the one person that ``text`` means. Raises Unreadable with ``title`` and who may be meant."""
    number = clean_code(text)
    # A namesake is written with the number behind the name, as `show_person` does.
    exact = people.called(number, clean_name(text))
    found = exactly_one(text, people) if len(exact) != 1 else exact[0]
    if found is not None:
        return found.staff_no
    likely = exact or find_people(text, people)
    if not likely:
        raise Unreadable(t("problem.nobody", title=title, text=text))
    names = " ".join(f"{person.name}({person.staff_no})" for person in likely[:_MOST_NAMED])
    raise Unreadable(t("problem.several_people", title=title, text=text, names=names))


def show_person(staff_no: str, people: People) -> str:
    """The name, with the number behind it where several bear it; the number of somebody unknown."""
    person = people.numbered(staff_no)
    if person is None:
        return staff_no
    return f"{person.name}({staff_no})" if people.bearers(person.name) > 1 else person.name
