"""Mentors, mentees and pairs as lines of the board, and two people side by side below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from data.words import t
from models.actions.desk import Desk
from models.actions.pairing import Pair
from models.actions.pairing_board import Board, MentorRow
from models.actions.pairing_moves import Held
from models.registers.choosing import label_of
from models.registers.lesson_text import short_labels
from models.rules.mentoring import Fit, PairPerson
from models.rules.mentoring_words import part_words, priority_words, refusal_words
from screens.kit.width import clipped, fitted

HELD = "*"
"""Marks the card that is being carried, where nothing may be said by colour alone."""

_NAME, _SUBJECT, _GRADES, _LOAD = 8, 4, 3, 3
POINTS, SLOT = 5, 8
LEAD = 1 + _NAME + 1 + _SUBJECT + 1 + _GRADES + 1 + _LOAD + 2
"""Cells of a mentor's line before the mentees; of one to whom something is carried, `POINTS` more but one."""

_MOST_NAMED = 7
_BEHIND_COMMA = re.compile(r"(?<=[，；])|(?<=[,;] )")
_LEVELS = ("nation", "province", "city", "county", "township", "school")


class Wording:
    """What everybody's lines are made of, looked up once for all of them."""

    def __init__(self, desk: Desk, board: Board) -> None:
        self.desk = desk
        self.board = board
        self._subjects = short_labels(desk.lists.choices("subject"))

    # -- cards -------------------------------------------------------------------------------------------------------

    def mentee_line(self, number: str, fit: Fit | None, held: bool) -> str:
        """Somebody who waits: name, subject, grades, years of teaching, or how well they fit."""
        person = self.board.person(number)
        return self.begin(person, held) + right(self.points(fit) if fit else self.years(person), POINTS)

    def mentor_line(self, row: MentorRow, fit: Fit | None, held: bool) -> str:
        """A mentor: name, subject, grades, how many of how many they guide, how well they fit what is carried."""
        load = f"{len(row.pairs)}/{row.capacity}"
        behind = right(self.points(fit), POINTS) if fit else ""
        return self.begin(self.board.person(row.staff_no), held) + fitted(load, _LOAD) + behind

    def slots(self, row: MentorRow) -> tuple[str, ...]:
        """The mentees of a mentor, and the places that are free."""
        names = [self.board.person(pair.mentee).name for pair in row.pairs]
        return (*names, *[t("pairing_board.free_place")] * (row.capacity - len(names)))

    def ended_line(self, pair: Pair) -> str:
        """A pair that is over: the mentor, the mentee, and its last month."""
        who = fitted(self.name(pair.mentor), _NAME) + " " + fitted(self.name(pair.mentee), _NAME)
        return f" {who} {pair.last_day[:7]}"

    def points(self, fit: Fit) -> str:
        return str(fit.score) if fit.is_possible else t("pairing_board.cannot")

    def years(self, person: PairPerson) -> str:
        return "-" if person.years is None else t("pairing_board.years", years=person.years)

    def name(self, number: str) -> str:
        return self.board.person(number).name

    def begin(self, person: PairPerson, held: bool) -> str:
        """Name, short subject and grades, as every card and line begins."""
        cells = (
            fitted(person.name, _NAME),
            fitted(self._subjects.get(person.subject, ""), _SUBJECT),
            fitted(_grades(person), _GRADES),
        )
        return (HELD if held else " ") + " ".join(cells) + " "

    # -- above the columns -------------------------------------------------------------------------------------------

    def heading(self, topic: str, words: str) -> str:
        """What the board is about, and how many wait for how many places."""
        board = self.board
        places = sum(max(0, row.capacity - len(row.pairs)) for row in board.mentors)
        line = t(
            "pairing_board.heading",
            topic=label_of(self.desk.lists.choices("pairing_topic"), topic),
            waiting=len(board.waiting),
            mentors=len(board.mentors),
            places=places,
        )
        return "  ".join(filter(None, (line, t("pairing_board.filtered", words=words) if words else "")))

    def carrying(self, held: Held) -> str:
        whom = t("pairing_board.to_mentor") if held.moves_mentee else t("pairing_board.to_mentee")
        return t("pairing_board.carrying", name=self.name(held.number), whom=whom)

    # -- below the columns -------------------------------------------------------------------------------------------

    def couple(self, mentor: str, mentee: str, fit: Fit, pair: Pair | None, width: int) -> Text:
        """Two people side by side: how well they fit by its parts or why they cannot be, who they are, when both are
        free, and whether they were a pair before."""
        one, other = self.board.person(mentor), self.board.person(mentee)
        text = Text(no_wrap=True)
        text.append(packed(self.verdict(one, other, fit), width) + "\n", "bold")
        text.append(f"{self.facts(one, width)}\n{self.facts(other, width)}\n")
        text.append(clipped(self.shared(mentor, mentee), width) + "\n")
        for line in filter(None, (self.agreed(pair) if pair else "", self.before(mentor, mentee, pair))):
            text.append(clipped(line, width) + "\n", "dim")
        return text

    def verdict(self, mentor: PairPerson, mentee: PairPerson, fit: Fit) -> str:
        """'王秀梅带李芳 合适 78分: 同学科 +40, …', or the reason why they cannot be a pair."""
        told = self.why(mentor, mentee, fit)
        names = {"mentor": mentor.name, "mentee": mentee.name}
        return (
            t("pairing_board.fits", **names, why=told)
            if fit.is_possible
            else t("pairing_board.unfit", **names, why=told)
        )

    def why(self, mentor: PairPerson, mentee: PairPerson, fit: Fit) -> str:
        """The points with their parts, or what forbids the pair."""
        rules = self.board.circle.rules
        if fit.is_possible:
            return t("pairing_board.points", points=fit.score, parts=part_words(fit.points))
        return t("pairing_board.semicolon").join(refusal_words(one, mentor, mentee, rules) for one in fit.refusals)

    def facts(self, person: PairPerson, width: int) -> str:
        """One person in a line whose cells stand under those of the other."""
        cells = (
            (person.name, _NAME),
            (self.subjects(person), 16),
            (self.grades(person), 8),
            (person.group, 8),
            (t("pairing_board.taught", years=person.years) if person.years is not None else "", 9),
            (self.rank(person), 8),
        )
        line = " ".join(fitted(text, size) for text, size in cells)
        return clipped(f"{line} {self.honours(person)}".rstrip(), width)

    def grades(self, person: PairPerson) -> str:
        return t("pairing_board.grades", grades=_grades(person)) if person.grades else ""

    def rank(self, person: PairPerson) -> str:
        return label_of(self.desk.lists.choices("rank"), person.rank) if person.rank else ""

    def subjects(self, person: PairPerson) -> str:
        choices = self.desk.lists.choices("subject")
        return t("pairing_board.comma").join(label_of(choices, code) for code in person.subjects[:2])

    def honours(self, person: PairPerson) -> str:
        """The highest honour, in words."""
        if not person.honours:
            return ""
        levels, titles = self.desk.lists.choices("honour_level"), self.desk.lists.choices("honour_title")
        ranked = sorted(person.honours, key=lambda one: _LEVELS.index(one[0]) if one[0] in _LEVELS else 9)
        level, title = ranked[0]
        return t("pairing_board.honour", level=label_of(levels, level), title=label_of(titles, title))

    def shared(self, mentor: str, mentee: str) -> str:
        """When neither has a lesson."""
        found = self.board.shared_free(mentor, mentee)
        times = [
            t("pairing_board.time", weekday=t(f"observing.weekday.{day}"), periods=",".join(str(p) for _, p in several))
            for day, several in groupby(found, key=lambda time: time[0])  # family observing.weekday.*
        ]
        return t("pairing_board.shared", count=len(found), times="  ".join(times))

    def agreed(self, pair: Pair) -> str:
        """What a pair is about, of which kind, from when until when."""
        return t(
            "pairing_board.agreed",
            topic=self.topic(pair),
            kind=label_of(self.desk.lists.choices("pairing_kind"), pair.kind),
            starts=pair.starts_on,
            ends=pair.last_day or t("pairing_board.open_end"),
            why=f"  {pair.end_reason}" if pair.end_reason else "",
        )

    def topic(self, pair: Pair) -> str:
        label = label_of(self.desk.lists.choices("pairing_topic"), pair.topic)
        subject = label_of(self.desk.lists.choices("subject"), pair.subject) if pair.subject else ""
        return f"{label} {subject}".strip()

    def before(self, mentor: str, mentee: str, besides: Pair | None = None) -> str:
        """Whether the two were a pair once, besides that one."""
        found = [pair for pair in self.board.between(mentor, mentee) if besides is None or pair.id != besides.id]
        if not found:
            return ""
        spans = t("pairing_board.comma").join(f"{pair.starts_on[:7]}-{pair.last_day[:7]}" for pair in found)
        return t("pairing_board.before", count=len(found), spans=spans)

    def alone(self, number: str, as_mentor: bool, width: int) -> Text:
        """One person: who they are, why they need a mentor, who would fit best."""
        board, person = self.board, self.board.person(number)
        text = Text(no_wrap=True)
        text.append(self.facts(person, width) + "\n", "bold")
        if as_mentor:
            row = next((one for one in board.mentors if one.staff_no == number), MentorRow(number, 0))
            text.append(t("pairing_board.guides", count=len(row.pairs), capacity=row.capacity) + "\n")
            text.append(self._best(t("pairing_board.best_mentees"), board.mentees_for(number), width))
        else:
            known = number in board.circle.people
            priority = priority_words(board.circle.priority(number) if known else None, board.circle.rules)
            text.append(t("pairing_board.needs", why=priority) + "\n")
            mentors = [(row, row.staff_no, fit) for row, fit in board.mentors_for(number) if fit.is_possible]
            free = [(other, fit) for row, other, fit in mentors if not row.is_full]
            text.append(self._best(t("pairing_board.best_mentors"), free, width))
            if full := [(other, fit) for row, other, fit in mentors if row.is_full]:
                text.append(self._best(t("pairing_board.one_more"), full, width))
        past = board.past_of(number)
        if past:
            told = t("pairing_board.comma").join(
                f"{self.name(pair.mentor)}-{self.name(pair.mentee)} {pair.last_day[:7]}" for pair in past[:4]
            )
            text.append(clipped(t("pairing_board.past", told=told), width) + "\n", "dim")
        return text

    def _best(self, title: str, fits: Sequence[tuple[str, Fit]], width: int) -> str:
        """Those who fit best, with their points, in a line."""
        fitting = [(other, fit) for other, fit in fits if fit.is_possible][:_MOST_NAMED]
        words = [t("pairing_board.candidate", name=self.name(other), points=fit.score) for other, fit in fitting]
        return clipped(title + (" ".join(words) or t("pairing_board.nobody_fits")), width) + "\n"


def right(text: str, width: int) -> str:
    """At the right end of so many cells."""
    return " " * (width - cell_len(text)) + text


def packed(text: str, width: int) -> str:
    """Folded behind commas where there are some, else where the line is full."""
    lines = [""]
    for part in _BEHIND_COMMA.split(text):
        if lines[-1] and cell_len(lines[-1] + part.rstrip()) > width:
            lines.append("")
        lines[-1] += part
        while cell_len(lines[-1].rstrip()) > width:
            fitting = next(at for at in range(len(lines[-1]), 0, -1) if cell_len(lines[-1][:at]) <= width)
            lines[-1:] = [lines[-1][:fitting], lines[-1][fitting:]]
    return "\n".join(line.rstrip() for line in lines)


def _grades(person: PairPerson) -> str:
    """'3', '1,2', '3-6'."""
    found = sorted(int(grade) for grade in person.grades if grade.isdecimal())
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{found[0]}-{found[-1]}"
    return ",".join(map(str, found))
