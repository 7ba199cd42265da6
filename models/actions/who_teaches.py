"""Who teaches what to which class: by the timetable, and where that says nothing by the roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from models.tables.lessons import TeachingSlot
from models.tables.people import Teacher, TeacherClass, TeacherSubject
from models.tables.reading import tuples


class WhoTeaches:
    """Read once from the store; ``classes`` are the classes' codes by id, ``day`` the ISO day that counts as now."""

    def __init__(self, classes: Mapping[int, str], day: str) -> None:
        self._given: Counter[tuple[str, str, str]] = Counter()
        slots = (
            TeachingSlot.select(Teacher.staff_no, TeachingSlot.class_group, TeachingSlot.subject)
            .join(Teacher, on=(TeachingSlot.teacher == Teacher.id))
            .where(
                TeachingSlot.class_group.is_null(False),
                TeachingSlot.subject != "",
                (TeachingSlot.ends_on == "") | (TeachingSlot.ends_on >= day),
            )
        )
        self._given.update((no, classes.get(class_id, ""), subject) for no, class_id, subject in tuples(slots))
        self._own: dict[str, list[str]] = {}
        subjects = (
            TeacherSubject.select(Teacher.staff_no, TeacherSubject.subject)
            .join(Teacher)
            .order_by(TeacherSubject.teacher, TeacherSubject.seq, TeacherSubject.id)
        )
        for staff_no, subject in tuples(subjects):
            self._own.setdefault(staff_no, []).append(subject)
        rows = TeacherClass.select(Teacher.staff_no, TeacherClass.class_group).join(Teacher)
        self._classes = {(staff_no, classes.get(class_id, "")) for staff_no, class_id in tuples(rows)}

    def subjects(self, staff_no: str, class_code: str) -> Sequence[str]:
        """What somebody teaches: in that class most often first, then their own subjects, the main one first."""
        here = {subject: n for (no, code, subject), n in self._given.items() if (no, code) == (staff_no, class_code)}
        often = sorted(here, key=lambda subject: -here[subject])
        return list(dict.fromkeys((*often, *self._own.get(staff_no, ()))))

    def teachers(self, class_code: str) -> frozenset[str]:
        """Everybody who teaches the class by the timetable or the roster."""
        given = {no for no, code, _ in self._given if code == class_code}
        return frozenset(given | {no for no, code in self._classes if code == class_code})

    def teacher(self, class_code: str, subject: str) -> str:
        """Whoever gives the class most lessons of the subject; else the only one who has both on the roster."""
        given = {no: n for (no, code, taught), n in self._given.items() if (code, taught) == (class_code, subject)}
        if given:
            best = sorted(given, key=lambda no: (-given[no], no))
            return best[0] if len(best) == 1 or given[best[0]] > given[best[1]] else ""
        able = [no for no, code in self._classes if code == class_code and subject in self._own.get(no, ())]
        mainly = [no for no in able if self._own[no][0] == subject]
        return next((found[0] for found in (mainly, able) if len(found) == 1), "")
