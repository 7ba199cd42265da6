"""Which lessons the sample school opened on which day: open days, group lessons, walk-ins, visits to other schools."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from data.sample.observations import FIRST_DAY, LAST_DAY, SampleLesson, why_away
from data.sample.school import SEED
from data.sample.school_days import is_open, slots_on, taught_as, teaching_on
from data.sample.timetable import SampleSlot, sample_slots
from data.sample.topics import topics_of

LAST_PLANNED = "2026-12-02"
_WEDNESDAY = 3
_A_PERIOD = (2, 3, 3, 2, 2, 2)  # open lessons on an open day, by period
_HALL, _HALL_SEATS = "多功能厅", 60
_NO_PANEL = {
    *("001", "006", "008", "009", "011", "012", "013", "014", "022", "023", "027", "041", "057"),
    *("048", "049", "050", "051", "052", "053"),
}
"""Who has not yet given a lesson with the touch panel."""
GROUP_LESSONS = (
    ("2026-09-15", 6, "016", (3, 2)),
    ("2026-09-29", 6, "015", (4, 2)),
    ("2026-10-13", 6, "024", (5, 2)),
    ("2026-10-27", 6, "021", (3, 4)),
    ("2026-11-10", 6, "026", (6, 4)),
    ("2026-09-14", 6, "034", (5, 3)),
    ("2026-09-28", 6, "037", (4, 1)),
    ("2026-10-12", 6, "036", (3, 1)),
    ("2026-10-26", 6, "042", (6, 2)),
    ("2026-11-09", 6, "038", (4, 3)),
)
"""After preparing together: day, period, who, class. Lessons are changed over so that the whole group is free."""
DEMONSTRATIONS = {"2026-10-28": ("015", "036"), "2026-11-04": ("024", "037", "046"), "2026-11-18": ("054",)}
"""Whom their groups sent on, and the open day on which they showed a lesson to the whole school."""
_SIDE_SUBJECTS = ("morality", "calligraphy", "labour", "practice", "local", "psychology")
_VISITS = (
    ("2026-10-22", 2, "math", "县实验小学 夏老师", "圆的周长", "县实验小学"),
    ("2026-10-22", 4, "math", "城关小学 向老师", "植树问题", "县实验小学"),
    ("2026-11-05", 3, "chinese", "县实验小学 戴老师", "《秋夜的雨》", "县实验小学"),
)
_CANCELLED = {
    ("2026-09-23", 3): "校舍检修，教室停用",
    ("2026-11-04", 5): "教师临时参加县里会议",
}


def open_lessons() -> list[SampleLesson]:
    """Every open lesson, by day and period."""
    opened: dict[str, int] = {}
    shown: set[str] = set()
    found: list[SampleLesson] = []
    for day in _days():
        if not is_open(day):
            continue
        chance = Random(f"{SEED}:open:{day}")
        today = _special_lessons(day)
        if taught_as(day) == _WEDNESDAY:
            today += _open_day(day, opened, chance)
        elif day <= LAST_DAY:
            today += _walk_ins(day, chance)
        for lesson in sorted(today, key=lambda each: (each.period, each.teacher)):
            found.append(_with_panel(lesson, shown))
    return found


def _days() -> list[str]:
    first, last = date.fromisoformat(FIRST_DAY), date.fromisoformat(LAST_PLANNED)
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _special_lessons(day: str) -> list[SampleLesson]:
    """Group lessons and lessons at other schools."""
    found = []
    for held_on, period, teacher, class_group in GROUP_LESSONS:
        if held_on == day:
            subject = next(
                slot.subject
                for slot in sample_slots()
                if slot.staff_no == teacher and slot.class_group == class_group and slot.subject in ("chinese", "math")
            )
            topic = _topic(subject, class_group, day)
            remark = "集体备课后上课，与本班当节课对调"
            found.append(
                SampleLesson(
                    day,
                    period,
                    teacher,
                    class_group,
                    subject,
                    "research",
                    topic,
                    _HALL,
                    _HALL_SEATS,
                    True,
                    remark=remark,
                )
            )
    for held_on, period, subject, guest, topic, room in _VISITS:
        if held_on == day:
            found.append(SampleLesson(day, period, "", None, subject, "elsewhere", topic, room, 0, guest=guest))
    return found


def _open_day(day: str, opened: dict[str, int], chance: Random) -> list[SampleLesson]:
    """The lessons of an open day: those sent on by their groups, then whoever has opened fewest so far."""
    found, giving = [], set()
    candidates = [slot for slot in slots_on(day) if not why_away(slot.staff_no, day)]
    order = {slot: (opened.get(slot.staff_no, 0), chance.random()) for slot in candidates}
    for period, count in enumerate(_A_PERIOD, 1):
        own = sorted((slot for slot in candidates if slot.period == period), key=order.__getitem__)
        chosen = [slot for slot in own if slot.staff_no not in giving][:count]
        found += [_opened(day, slot, "open_day") for slot in chosen]
        giving |= {slot.staff_no for slot in chosen}
    taken: set[int] = set()  # so that everybody can see every demonstration of the day
    for teacher in DEMONSTRATIONS.get(day, ()):
        found = [lesson for lesson in found if lesson.teacher != teacher]
        own = [slot for slot in candidates if slot.staff_no == teacher and slot.subject not in _SIDE_SUBJECTS]
        slot = min(own, key=lambda each: (each.period in taken, sum(each.period == at for _, at in teaching_on(day))))
        taken.add(slot.period)
        shown = _opened(day, slot, "demonstration")
        found.append(shown._replace(room="录播教室", seats=20, uses_touch_panel=True, status="held", reason=""))
    for lesson in found:
        opened[lesson.teacher] = opened.get(lesson.teacher, 0) + 1
    return found


def _walk_ins(day: str, chance: Random) -> list[SampleLesson]:
    """A lesson or none that a leader walks into."""
    slots = [slot for slot in slots_on(day) if not why_away(slot.staff_no, day) and slot.staff_no > "006"]
    return [_opened(day, slot, "walk_in") for slot in chance.sample(slots, chance.choice((0, 0, 1, 1)))]


def _opened(day: str, slot: SampleSlot, kind: str) -> SampleLesson:
    reason = _CANCELLED.get((day, slot.period), "") if kind == "open_day" and slot.staff_no[-1] in "13579" else ""
    status = "cancelled" if reason else "held" if day <= LAST_DAY else "planned"
    topic = "" if kind == "walk_in" else _topic(slot.subject, slot.class_group, day)
    return SampleLesson(
        day,
        slot.period,
        slot.staff_no,
        slot.class_group,
        slot.subject,
        kind,
        topic,
        slot.room,
        slot.seats,
        status=status,
        reason=reason,
    )


def _with_panel(lesson: SampleLesson, shown: set[str]) -> SampleLesson:
    """The touch panel is used in everybody's first lesson that counts as showing it, then now and then."""
    if lesson.teacher in _NO_PANEL or lesson.kind in ("walk_in", "elsewhere") or lesson.status == "cancelled":
        return lesson._replace(uses_touch_panel=False)
    used = lesson.uses_touch_panel or lesson.teacher not in shown or int(lesson.teacher) % 3 != lesson.period % 3
    if used and lesson.status == "held":
        shown.add(lesson.teacher)
    return lesson._replace(uses_touch_panel=used)


def _topic(subject: str, class_group: tuple[int, int], day: str) -> str:
    topics = topics_of(subject, class_group[0]) or ("",)
    return topics[(date.fromisoformat(day).toordinal() // 7 + class_group[1]) % len(topics)]
