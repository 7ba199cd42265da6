"""Putting people down for a lesson: several in one line, by initials; who cannot come is told why and what would do."""

from __future__ import annotations

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import people_meant
from models.actions.observing import ObservingRefused, sign_up
from models.actions.observing_words import person_words
from screens.kit.dialogs import Ask


async def invite(app: App[int], desk: Desk, lesson: int, status: str = "planned") -> bool:
    """Ask who observes the lesson until everybody named is put down or the question is given up; whether anybody was.

    What could not be done stays in the line, with the reasons above it.
    """
    typed, why, done = "", t("week.invite_text"), False
    while True:
        answer = await app.push_screen_wait(Ask(t("week.invite_title"), why, typed))
        if not answer or not answer.strip():
            return done
        numbers, left, told = meant(desk, answer)
        names: list[str] = []
        if numbers:
            try:
                result = sign_up(desk, numbers, lesson, status=status)
            except ObservingRefused as refused:
                told.append(str(refused))
            else:
                done = done or bool(result.observations)
                told += result.refused
                names = [person_words(desk, number) for number in result.put_down]
        if not told:
            return done
        put_down = [t("week.put_down", names=t("observing.list_comma").join(names))] if names else []
        typed, why = " ".join(left), "\n".join([*put_down, *told])


def meant(desk: Desk, line: str) -> tuple[list[str], list[str], list[str]]:
    """Who is meant by the words of a line: their staff numbers, the words that mean nobody or several, and a sentence
    for each of those."""
    found, left, told = [], [], []
    for word in line.replace("，", " ").replace("、", " ").replace(",", " ").replace("\u3000", " ").split():
        people = people_meant(desk, word)
        if len(people) == 1:
            found.append(people[0].staff_no)
            continue
        left.append(word)
        names = t("observing.list_comma").join(f"{person.name}({person.staff_no})" for person in people[:6])
        told.append(t("week.several_people", text=word, names=names) if people else t("week.nobody_called", text=word))
    return found, left, told
