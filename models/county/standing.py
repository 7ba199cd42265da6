"""How a school of a county stands: the SELECT that counts it, and what follows from that on any day.

What is counted are facts of the term that hold until something is written: how many lessons each teacher observed.
Who is behind by today's pace follows from them without asking the school again.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction

_FOREVER = "9999-12-31"
"""Until when a count holds where nothing in the school lies ahead."""

_COUNTED = """
SELECT {name}, COALESCE((SELECT name FROM {schema}.school ORDER BY id LIMIT 1), ''),
       term.starts_on, term.ends_on,
       COALESCE((SELECT MAX(b.number) FROM {schema}.obligation AS b
                  WHERE b.measure = 'observed' AND b.binds = 'all' AND b.is_active), 0),
       (SELECT COUNT(*) FROM {schema}.open_lesson AS l
         WHERE l.held_on BETWEEN term.starts_on AND {day} AND l.status = 'held'),
       seen.numbers, written.number,
       COALESCE((SELECT at FROM {schema}.change_set ORDER BY id DESC LIMIT 1), ''),
       {day},
       LEAST('{forever}', written.next, (SELECT MIN(t.starts_on) FROM {schema}.term AS t WHERE t.starts_on > {day}),
             (SELECT MIN(l.held_on) FROM {schema}.open_lesson AS l
               WHERE l.held_on > {day} AND (l.status = 'held' OR EXISTS (
                     SELECT FROM {schema}.observation AS o WHERE o.lesson_id = l.id AND o.status = 'came')))),
       COALESCE((SELECT MAX(id) FROM {schema}.change), 0), {literal}::regnamespace::oid::bigint
  FROM (SELECT COALESCE(MAX(starts_on), '') AS starts_on, COALESCE(MAX(ends_on), '') AS ends_on
          FROM {schema}.term
         WHERE starts_on = (SELECT MAX(starts_on) FROM {schema}.term WHERE starts_on <= {day})) AS term
 CROSS JOIN LATERAL (
       SELECT COALESCE(array_agg(each.number), ARRAY[]::bigint[]) AS numbers
         FROM (SELECT p.id, COUNT(o.id) AS number
                 FROM {schema}.teacher AS p
                 LEFT JOIN ({schema}.observation AS o
                       JOIN {schema}.open_lesson AS l ON l.id = o.lesson_id)
                   ON o.observer_id = p.id AND o.status = 'came' AND l.held_on BETWEEN term.starts_on AND {day}
                WHERE p.status IN ('', 'active') GROUP BY p.id) AS each) AS seen
 CROSS JOIN LATERAL (
       SELECT COUNT(*) FILTER (WHERE r.handed_in_on BETWEEN term.starts_on AND {day}) AS number,
              MIN(r.handed_in_on) FILTER (WHERE r.handed_in_on > {day}) AS next
         FROM {schema}.reflection AS r) AS written"""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a school for ``day``; it holds on every day before ``until`` while nothing is written there.

    ``seen`` are the numbers of lessons that the teachers who are there have observed in the term, in no order;
    ``asked`` is the number that the school asks for by the term's end, 0 for none. ``changed_at`` is when anybody last
    wrote (UTC), '' for never, ``change_id`` the last change of the history that was there, ``store`` tells the schema
    from another one that takes its name, as a restored school does.
    """

    schema: str
    name: str
    starts_on: str
    ends_on: str
    asked: int
    lessons: int
    seen: list[int]
    reflections: int
    changed_at: str
    day: str
    until: str
    change_id: int
    store: int

    @property
    def mark(self) -> tuple[int, int]:
        """What differs when something was written, or the whole school put back."""
        return self.store, self.change_id

    def holds_on(self, today: date) -> bool:
        """Whether it is still true that day, if nothing was written since."""
        return self.day <= today.isoformat() < self.until


COLUMNS = tuple(field.name for field in fields(Counted))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a school stands in its present term. ``behind`` teachers of ``teachers`` have observed fewer lessons than
    their school asks for by now; ``changed_at`` is when anybody last wrote (UTC), '' for never. ``is_old`` when
    something was written since and there was no time to count again."""

    schema: str
    name: str
    teachers: int
    term_ends_on: str
    lessons: int
    observations: int
    behind: int
    reflections: int
    changed_at: str
    is_old: bool = False

    @property
    def share_behind(self) -> float:
        return self.behind / self.teachers if self.teachers else 0.0


def standing(counted: Counted, today: date, is_old: bool = False) -> Standing:
    """How that school stands on a day."""
    due = pace(counted, today)
    return Standing(
        counted.schema,
        counted.name,
        len(counted.seen),
        counted.ends_on,
        counted.lessons,
        sum(counted.seen),
        sum(number < due for number in counted.seen),
        counted.reflections,
        counted.changed_at,
        is_old,
    )


def pace(counted: Counted, today: date) -> Fraction:
    """How many lessons each should have observed by that day: the school's number, by how much of the term is over."""
    if not (counted.starts_on and counted.ends_on):
        return Fraction(0)
    starts, ends = date.fromisoformat(counted.starts_on), date.fromisoformat(counted.ends_on)
    over = Fraction((today - starts).days, max(1, (ends - starts).days))
    return counted.asked * min(Fraction(1), max(Fraction(0), over))


def select(name: str, today: date) -> str:
    """The SELECT for one school's `COLUMNS`; its schema's name is one that the server gave."""
    return _COUNTED.format(
        name=literal(name),
        schema=quoted(name),
        literal=literal(quoted(name)),
        day=literal(today.isoformat()),
        forever=_FOREVER,
    )


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
