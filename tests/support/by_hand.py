"""The plan's numbers counted from the rows of the sample school with SQL and plain sums, by nothing of the program's.

It knows the sample's term and calendar: from 2026-09-01 to 2027-01-20, of which three months have begun by 2026-11-24.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from math import floor
from typing import Any

from models.actions.desk import Desk

FIRST, LAST, TODAY = "2026-09-01", "2027-01-20", "2026-11-24"
MONTHS = ("2026-09", "2026-10", "2026-11")
ON_STAFF = "('active', 'maternity', 'seconded')"
LONG = 14
CAME = "t.status IN ('present', 'late', 'left_early')"


class ByHand:
    """Ask `numbers` for what each obligation of the sample comes to: (done, of) by its code."""

    def __init__(self, desk: Desk) -> None:
        self._db = desk.store.db
        self.staff = {row[0] for row in self.rows(f"SELECT id FROM teacher WHERE status IN {ON_STAFF}")}
        self.group_of: dict[int, str] = dict(
            self.rows(
                """SELECT m.teacher_id, g.name FROM group_member m JOIN staff_group g ON g.id = m.group_id
                   WHERE g.kind = 'research' AND m.ends_on = ''"""
            )
        )
        self.group_of = {teacher: name for teacher, name in self.group_of.items() if teacher in self.staff}
        self.groups = sorted(set(self.group_of.values()))
        self.away = self.rows("SELECT teacher_id, first_day, last_day FROM absence")
        acts_as = dict(self.rows("SELECT on_day, acts_as FROM calendar_day"))
        every = [(date(2026, 9, 1) + timedelta(days=n)).isoformat() for n in range(142)]
        self.wednesdays = [day for day in every if acts_as.get(day, date.fromisoformat(day).isoweekday()) == 3]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._db.execute_sql(sql).fetchall()

    def count(self, sql: str) -> int:
        return self.rows(sql)[0][0]

    def numbers(self) -> dict[str, tuple[int, int]]:
        heads = {
            row[0]
            for row in self.rows(
                """SELECT m.teacher_id FROM group_member m JOIN staff_group g ON g.id = m.group_id
                   WHERE g.kind = 'research' AND m.role = 'head' AND m.ends_on = ''"""
            )
        }
        leaders = {
            row[0]
            for row in self.rows(
                """SELECT id FROM teacher
                   WHERE position IN ('principal', 'vice_principal', 'director', 'deputy_director')"""
            )
        }
        leaders = (leaders & self.staff) - heads
        contests = self.count(f"SELECT COUNT(*) FROM contest WHERE held_on BETWEEN '{FIRST}' AND '{TODAY}'")
        rules = self.count(f"SELECT COUNT(DISTINCT name) FROM school_rule WHERE from_on <> '' AND from_on <= '{TODAY}'")
        fund = self.count(
            f"""SELECT COUNT(*) FROM fund_entry WHERE on_day BETWEEN '{FIRST}' AND '{TODAY}'
                AND kind IN ('reward', 'penalty', 'spent') AND state IN ('approved', 'paid')"""
        )
        leading = self.count(
            """SELECT COUNT(*) FROM group_member m JOIN staff_group g ON g.id = m.group_id
               WHERE g.kind = 'leading' AND m.ends_on = '' AND m.teacher_id IS NOT NULL"""
        )
        closed = self.count(
            """SELECT COUNT(*) FROM credit_closing c WHERE c.state = 'closed'
               AND NOT EXISTS (SELECT 1 FROM credit_closing l WHERE l.term_id = c.term_id AND l.id > c.id)"""
        )
        return {
            "O1": self._insights(),
            "O2": self._open_days(),
            "O3": self._observed(self.staff - heads - leaders),
            "O3a": self._observed(heads),
            "O3b": self._observed(leaders),
            "O4": self._forms(),
            "O5": self._after_lessons(),
            "O6": self._of_groups(self.groups, "a.id IN (SELECT activity_id FROM reflection WHERE kind = 'exchange')"),
            "O7": self._group_lessons(),
            "O7a": self._at_group_lessons(),
            "O8": self._nominations(),
            "O9": self._mentored(),
            "O10": self._studies(),
            "O10a": self._attended("", CAME, "t.status NOT IN ('official', 'sick', 'personal')"),
            "O10b": self._attended(
                "AND a.kind IN ('study', 'lecture', 'outside', 'online')",
                "t.has_notes = 1",
                CAME,
            ),
            "O11": self._of_groups(["数学组", "语文组"], "a.kind = 'preparation'"),
            "O12": (min(2, contests), 2),
            "O13": self._research(),
            "O14": self._homework(),
            "O15": self._panel(),
            "O16": (min(5, rules), 5),
            "O17": (min(1, fund), 1),
            "O18": (min(1, closed), 1),
            "O19": (min(3, leading), 3),
            "O20": (min(1, self._lectures()), 1),
        }

    def _let_off(self, who: int, day: str) -> bool:
        """Whether a long absence lets somebody off on that day."""
        return any(
            one == who
            and first <= day <= last
            and (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 >= LONG
            for one, first, last in self.away
        )

    def _share(self, who: int, number: int, days: list[str]) -> int:
        left = sum(not self._let_off(who, day) for day in days)
        return floor(number * left / len(days) + 0.5)

    def _insights(self) -> tuple[int, int]:
        written = Counter(
            self.rows(
                """SELECT teacher_id, month FROM reflection WHERE kind = 'insight'
                   AND state IN ('handed_in', 'again', 'read', 'filed')"""
            )
        )
        done = of = 0
        for who in self.staff:
            for month in MONTHS:  # by the 15th and by the end of the month
                owed = self._share(who, 2, [f"{month}-15", f"{month}-30"])
                of += owed
                done += min(owed, written[who, month])
        return done, of

    def _open_days(self) -> tuple[int, int]:
        held = {
            row[0]
            for row in self.rows(
                f"""SELECT DISTINCT held_on FROM open_lesson WHERE kind <> 'elsewhere' AND status <> 'cancelled'
                    AND (status = 'held' OR held_on < '{TODAY}')"""
            )
        }
        weeks = defaultdict(list)
        for day in self.wednesdays:
            monday = date.fromisoformat(day) - timedelta(days=date.fromisoformat(day).weekday())
            if monday.isoformat() <= TODAY:
                weeks[monday].append(day)
        return sum(any(day in held for day in days) for days in weeks.values()), len(weeks)

    def _observed(self, people: set[int]) -> tuple[int, int]:
        rows = self.rows(
            """SELECT o.observer_id, l.held_on, l.period, l.kind FROM observation o
               JOIN open_lesson l ON l.id = o.lesson_id
               JOIN evaluation_form f ON f.observation_id = o.id AND f.status = 'handed_in'
               WHERE o.status = 'came' AND l.status <> 'cancelled' AND o.observer_id IS NOT NULL
               AND (l.teacher_id IS NULL OR l.teacher_id <> o.observer_id)"""
        )
        here = {(who, day, period) for who, day, period, kind in rows if kind != "elsewhere"}
        elsewhere = Counter(who for who, _, _, kind in rows if kind == "elsewhere")
        heard = Counter(who for who, _, _ in here)
        done = of = 0
        for who in people:
            owed = self._share(who, 20, self.wednesdays)
            of += owed
            done += min(owed, heard[who] + min(5, elsewhere[who]))
        return done, of

    def _forms(self) -> tuple[int, int]:
        rows = self.rows(
            f"""SELECT o.observer_id, l.held_on, f.id FROM observation o JOIN open_lesson l ON l.id = o.lesson_id
                LEFT JOIN evaluation_form f ON f.observation_id = o.id AND f.status = 'handed_in'
                WHERE o.status = 'came' AND l.status <> 'cancelled' AND o.observer_id IS NOT NULL
                AND (l.teacher_id IS NULL OR l.teacher_id <> o.observer_id) AND l.held_on <= '{LAST}'"""
        )
        own = [form for who, day, form in rows if who in self.staff and not self._let_off(who, day)]
        return sum(form is not None for form in own), len(own)

    def _after_lessons(self) -> tuple[int, int]:
        rows = self.rows(
            f"""SELECT l.id, r.id FROM open_lesson l LEFT JOIN reflection r ON r.lesson_id = l.id
                AND r.kind = 'after_lesson' AND r.state IN ('handed_in', 'again', 'read', 'filed')
                WHERE l.kind IN ('research', 'demonstration') AND l.status <> 'cancelled' AND l.teacher_id IS NOT NULL
                AND (r.id IS NOT NULL OR l.status = 'held' OR l.held_on < '{TODAY}')"""
        )
        lessons = dict(rows)
        return sum(written is not None for written in lessons.values()), len(lessons)

    def _of_groups(self, groups: list[str], which: str) -> tuple[int, int]:
        """Two activities of a kind in each month of each group."""
        rows = self.rows(
            f"""SELECT DISTINCT a.id, substr(a.held_on, 1, 7), g.name FROM activity a
                JOIN activity_record n ON n.activity_id = a.id JOIN staff_group g ON g.id = n.group_id
                WHERE {which} AND a.held_on BETWEEN '{FIRST}' AND '{TODAY}'"""
        )
        held = Counter((group, month) for _, month, group in rows)
        return sum(min(2, held[group, month]) for group in groups for month in MONTHS), 2 * len(groups) * len(MONTHS)

    def _given(self) -> list[tuple[int, int, str]]:
        """The groups' own lessons that were given: (lesson, teacher, day)."""
        rows = self.rows(
            f"""SELECT id, teacher_id, held_on FROM open_lesson WHERE kind = 'research' AND status <> 'cancelled'
                AND (status = 'held' OR held_on < '{TODAY}')"""
        )
        return [(lesson, who, day) for lesson, who, day in rows if who in self.group_of]

    def _group_lessons(self) -> tuple[int, int]:
        return len({self.group_of[who] for _, who, _ in self._given()}), len(self.groups)

    def _at_group_lessons(self) -> tuple[int, int]:
        seen = {
            (lesson, who): status
            for lesson, who, status in self.rows("SELECT lesson_id, observer_id, status FROM observation")
        }
        done = of = 0
        for lesson, teacher, day in self._given():
            for who, group in self.group_of.items():
                status = seen.get((lesson, who), "")
                away = any(one == who and first <= day <= (last or first) for one, first, last in self.away)
                if group == self.group_of[teacher] and who != teacher and status != "excused" and not away:
                    of += 1
                    done += status == "came"
        return done, of

    def _nominations(self) -> tuple[int, int]:
        rows = self.rows(
            """SELECT DISTINCT l.teacher_id FROM nomination n JOIN open_lesson l ON l.id = n.lesson_id
               WHERE n.stage = 'group' AND n.outcome = 'advanced'"""
        )
        return len({self.group_of[who] for (who,) in rows if who in self.group_of}), len(self.groups)

    def _mentored(self) -> tuple[int, int]:
        guided = {
            row[0]
            for row in self.rows(
                f"""SELECT mentee_id FROM pairing WHERE mentor_id IS NOT NULL AND mentee_id IS NOT NULL
                    AND starts_on <> '' AND starts_on <= '{LAST}'
                    AND (CASE WHEN ended_on <> '' THEN ended_on WHEN ends_on <> '' THEN ends_on ELSE '9999' END)
                    >= '{FIRST}'"""
            )
        } & self.staff
        new = {
            who
            for who, since in self.rows(f"SELECT id, teaching_since FROM teacher WHERE status IN {ON_STAFF}")
            if since > "2023-11"
        }
        of = {who for who in guided | new if not self._let_off(who, TODAY)}
        return len(guided & of), len(of)

    def _studies(self) -> tuple[int, int]:
        rows = self.rows(
            f"""SELECT DISTINCT substr(held_on, 1, 7) FROM activity WHERE kind IN ('study', 'online')
                AND held_on BETWEEN '{FIRST}' AND '{TODAY}'"""
        )
        return len({month for (month,) in rows} & set(MONTHS)), len(MONTHS)

    def _attended(self, kinds: str, done: str, asked: str) -> tuple[int, int]:
        rows = self.rows(
            f"""SELECT t.teacher_id, a.held_on, {done} FROM attendance t JOIN activity a ON a.id = t.activity_id
                WHERE {asked} AND a.held_on BETWEEN '{FIRST}' AND '{TODAY}' {kinds}"""
        )
        own = [told for who, day, told in rows if who in self.staff and not self._let_off(who, day)]
        return sum(map(bool, own)), len(own)

    def _research(self) -> tuple[int, int]:
        approved = "('approved', 'opened', 'midterm', 'finished', 'awarded')"
        able = {
            row[0]
            for row in self.rows(
                f"""SELECT leader_id FROM project WHERE stage IN {approved}
                    UNION SELECT m.teacher_id FROM project_member m JOIN project p ON p.id = m.project_id
                    WHERE p.stage IN {approved}
                    UNION SELECT teacher_id FROM publication"""
            )
        }
        return min(48, len(able & self.staff)), 48

    def _homework(self) -> tuple[int, int]:
        rows = self.rows(
            f"""SELECT h.on_day, c.entry_year, SUM(h.minutes) FROM homework_check h
                JOIN class_group c ON c.id = h.class_group_id
                WHERE h.minutes >= 0 AND h.on_day BETWEEN '{FIRST}' AND '{LAST}'
                GROUP BY h.on_day, c.id, c.entry_year"""
        )
        within = sum(minutes <= (0 if 2026 - entry_year + 1 <= 2 else 60) for _, entry_year, minutes in rows)
        return within, len(rows)

    def _panel(self) -> tuple[int, int]:
        given = {
            row[0]
            for row in self.rows(
                f"""SELECT teacher_id FROM open_lesson WHERE uses_touch_panel = 1 AND status <> 'cancelled'
                    AND kind NOT IN ('walk_in', 'elsewhere') AND (status = 'held' OR held_on < '{TODAY}')"""
            )
        }
        of = {who for who in self.staff if self._share(who, 1, self.wednesdays)}
        return len(given & of), len(of)

    def _lectures(self) -> int:
        lectures = self.count(
            f"SELECT COUNT(*) FROM activity WHERE kind = 'lecture' AND held_on BETWEEN '{FIRST}' AND '{TODAY}'"
        )
        visits = self.count(
            """SELECT COUNT(DISTINCT l.held_on) FROM observation o JOIN open_lesson l ON l.id = o.lesson_id
               WHERE o.expert_id IS NOT NULL AND o.status = 'came'"""
        )
        return lectures + visits
