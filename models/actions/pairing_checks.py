"""What a mentor pair has to keep to before it is written, each rule with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.stored_pairs import stored_pairs
from models.rules.mentoring import NO_MENTOR, OTHER_SUBJECT, capacity_of
from models.rules.mentoring_circle import Circle
from models.rules.mentoring_words import refusal_words
from models.rules.pairing import HOMEROOM, Pair, in_the_way, load, within_years
from models.tables.pairing import PairingEvaluation, PairingLog, PairingWish
from models.tables.people import Teacher, TeacherSubject
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

YEARS, MOST_YEARS = 1, 3
_JUDGED = (NO_MENTOR, OTHER_SUBJECT)
"""What the rules of mentoring say of two people whatever pairs there are; the rest follows from the pairs here."""


class PairingRefused(ValueError):
    """It cannot be done; ``str`` says why, and what would do."""


class Checks:
    """The pairs and people as they are at this moment. Make a new one after each change; ``circles`` may be handed on,
    since no pair changes how people are judged."""

    def __init__(self, desk: Desk, circles: dict[str, Circle] | None = None) -> None:
        self._desk = desk
        self.circles = {} if circles is None else circles
        self.pairs = stored_pairs()
        self.by_id = {pair.id: pair for pair in self.pairs}
        self._ids: Mapping[str, tuple[int, str]] = {
            number: (row_id, status)
            for number, row_id, status in tuples(Teacher.select(Teacher.staff_no, Teacher.id, Teacher.status))
        }

    # -- people ----------------------------------------------------------------------------------------------------

    def id_of(self, number: str) -> int:
        """Raises PairingRefused for a number that nobody has."""
        if number not in self._ids:
            raise PairingRefused(t("pairing.nobody", number=number))
        return self._ids[number][0]

    def number_of(self, teacher_id: int | None) -> str:
        return next((number for number, (row_id, _) in self._ids.items() if row_id == teacher_id), "")

    def name(self, number: str) -> str:
        person = self._desk.lists.people().numbered(number)
        return person.name if person else number

    def pair_name(self, pair: Pair) -> str:
        return t("pairing.pair", mentor=self.name(pair.mentor), mentee=self.name(pair.mentee))

    def main_subject(self, number: str) -> str:
        """The subject that somebody teaches before others; ''."""
        found = tuples(
            TeacherSubject.select(TeacherSubject.subject)
            .where(TeacherSubject.teacher == self.id_of(number))
            .order_by(TeacherSubject.seq)
            .limit(1)
        )
        return found[0][0] if found else ""

    # -- rules -----------------------------------------------------------------------------------------------------

    @cached_property
    def _setting(self) -> Mapping[str, Any]:
        found = self._desk.setting("pairing", {})
        return found if isinstance(found, Mapping) else {}

    @property
    def years(self) -> int:
        """How long an agreement usually lasts."""
        return _whole(self._setting.get("years"), YEARS)

    @property
    def most_years(self) -> int:
        return _whole(self._setting.get("most_years"), MOST_YEARS)

    def _circle(self, topic: str) -> Circle:
        if topic not in self.circles:
            from models.actions.pairing_people import pair_circle

            self.circles[topic] = pair_circle(self._desk, topic)
        return self.circles[topic]

    def there(self, pair_id: int) -> Pair:
        """Raises PairingRefused for a pair that is gone."""
        if pair_id not in self.by_id:
            raise PairingRefused(t("pairing.gone"))
        return self.by_id[pair_id]

    def ensure(self, pair: Pair, *, as_before: bool = False, instead_of: Pair | None = None) -> str:
        """What is worth a second look about a pair to be written, a sentence or ''. ``as_before`` is for one that only
        goes on: its people are not judged anew. ``instead_of`` is a pair as it will be when this one is made.

        Raises PairingRefused with the sentence of the hard rule that it breaks.
        """
        others = [instead_of if instead_of and one.id == instead_of.id else one for one in self.pairs]
        for refusal in (
            self._about_people(pair),
            self._about_days(pair),
            self._taken(pair, others),
            self._forbidden(pair),
            "" if as_before else self._unfit(pair),
            self._too_many(pair, others),
        ):
            if refusal:
                raise PairingRefused(refusal)
        guided = load(pair, others)
        circle = self._circle(pair.topic)
        if pair.mentor in circle.people and guided >= capacity_of(circle.people[pair.mentor], circle.rules):
            return t("pairing.beyond_usual", who=self.name(pair.mentor), count=guided + 1)
        return ""

    def on_record(self, pair: Pair) -> str:
        """What would be lost with a pair, a sentence; ''."""
        logged = PairingLog.select().where(PairingLog.pairing == pair.id).count()
        judged = PairingEvaluation.select().where(PairingEvaluation.pairing == pair.id).count()
        if logged or judged:
            return t("pairing.has_records", pair=self.pair_name(pair), count=logged + judged)
        if any(other.after == pair.id for other in self.pairs):
            return t("pairing.has_renewal", pair=self.pair_name(pair))
        return ""

    def _about_people(self, pair: Pair) -> str:
        if pair.mentor == pair.mentee:
            return t("pairing.oneself", who=self.name(pair.mentor))
        for number in (pair.mentor, pair.mentee):
            self.id_of(number)
            if self._ids[number][1] not in ("", "active"):
                return t("pairing.not_in_post", who=self.name(number))
        return ""

    def _about_days(self, pair: Pair) -> str:
        if pair.ends_on and pair.ends_on < pair.starts_on:
            return t("pairing.days_reversed", starts=pair.starts_on, ends=pair.ends_on)
        if not within_years(pair, self.by_id, self.most_years):
            return t("pairing.too_long", pair=self.pair_name(pair), most=self.most_years)
        return ""

    def _taken(self, pair: Pair, others: list[Pair]) -> str:
        if any(
            (one.mentor, one.mentee, one.topic) == (pair.mentee, pair.mentor, pair.topic) and one.meets(pair)
            for one in others
        ):
            return t("pairing.round", mentor=self.name(pair.mentor), mentee=self.name(pair.mentee))
        found = in_the_way(pair, others)
        if not found:
            return ""
        facts = {"mentee": self.name(pair.mentee), "mentor": self.name(found[0].mentor), "until": found[0].last_day}
        return t("pairing.has_class_mentor" if pair.topic == HOMEROOM else "pairing.has_mentor", **facts)

    def _forbidden(self, pair: Pair) -> str:
        found = PairingWish.get_or_none(
            PairingWish.mentor == self.id_of(pair.mentor),
            PairingWish.mentee == self.id_of(pair.mentee),
            PairingWish.side == "office",
            PairingWish.wish == "forbidden",
        )
        return t("pairing.forbidden", pair=self.pair_name(pair), why=found.reason or "") if found else ""

    def _unfit(self, pair: Pair) -> str:
        circle = self._circle(pair.topic)
        if not {pair.mentor, pair.mentee} <= circle.people.keys():
            return ""  # not on the staff of today: nobody knows better than who enters it
        mentor, mentee = circle.people[pair.mentor], circle.people[pair.mentee]
        found = [one for one in circle.fit(pair.mentor, pair.mentee).refusals if one in _JUDGED]
        if OTHER_SUBJECT in found and pair.subject in mentor.subjects:
            found.remove(OTHER_SUBJECT)  # it is about another subject than the mentee's main one
        return refusal_words(found[0], mentor, mentee, circle.rules) if found else ""

    def _too_many(self, pair: Pair, others: list[Pair]) -> str:
        guided, most = load(pair, others), self._circle(pair.topic).rules.most
        return t("pairing.full", who=self.name(pair.mentor), count=guided, most=most) if guided >= most else ""


def _whole(value: Any, usual: int) -> int:
    return value if isinstance(value, int) and value > 0 else usual


def names_of(desk: Desk, *numbers: str) -> str:
    """The people as the history names them."""
    found = (desk.lists.people().numbered(number) for number in numbers)
    return t("pairing.and").join(person.name for person in found if person)
