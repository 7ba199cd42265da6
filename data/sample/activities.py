"""What the sample school met for since September: studies, preparing together, a lecture, a contest, a training."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from data.sample.observations import LAST_DAY, why_away
from data.sample.school import SEED, sample_school
from data.sample.school_days import taught_as


@dataclass(frozen=True, slots=True)
class SampleActivity:
    """An activity with everybody who was expected: their code of the list 'attendance', and whether notes came in.

    ``group`` is '' for the whole school; ``lead`` a staff number, '' where somebody from outside led.
    """

    kind: str
    title: str
    held_on: str
    place: str
    group: str
    lead: str
    minutes: int
    record: str
    status: dict[str, str]
    notes: frozenset[str]


_SCHOOL = (
    ("study", "“先学后教、当堂训练”课堂结构专题学习", "2026-09-08", "多功能厅", 90, 0.94),
    ("study", "有效提问与追问专题学习", "2026-10-13", "多功能厅", 90, 0.9),
    ("lecture", "县教研员讲座：当堂检测的设计", "2026-10-20", "报告厅", 120, 0.92),
    ("online", "触控一体机应用网络研修", "2026-11-03", "各办公室", 60, 0.8),
    ("contest", "课件制作比赛", "2026-11-10", "计算机教室", 120, 0.0),
)
_OUTSIDE = ("outside", "县小学语文教学研讨会", "2026-10-27", "县教师进修学校", 240)
_PREPARATIONS = ("2026-09-07", "2026-09-21", "2026-10-12", "2026-10-26", "2026-11-09", "2026-11-23")
_PREPARING = {"语文组": ("语文教研室", 0), "数学组": ("数学教研室", 1)}
_LEFT_OUT = {("数学组", "2026-10-27")}
_UNITS = ("第一单元", "第二单元", "第三单元", "第四单元", "第五单元", "第六单元")


def sample_activities() -> tuple[SampleActivity, ...]:
    """Every activity until the last day of the history, by day."""
    found = [*_of_the_school(), *_preparations()]
    return tuple(sorted((one for one in found if one.held_on <= LAST_DAY), key=lambda one: (one.held_on, one.title)))


def _of_the_school() -> list[SampleActivity]:
    school = sample_school()
    everybody = [teacher.staff_no for teacher in school.teachers]
    leader = next(one.staff_no for one in school.teachers if one.position == "director")
    found = []
    for kind, title, day, place, minutes, noting in _SCHOOL:
        lead = "" if kind == "lecture" else leader
        record = f"{title}：学习、讨论，并布置课堂尝试。"
        found.append(_held(kind, title, day, place, "", lead, minutes, record, everybody, noting))
    kind, title, day, place, minutes = _OUTSIDE
    chosen = [member.staff_no for group in school.groups if group.name == "语文组" for member in group.members][:4]
    record = "听课两节，评课一次，回校后在组内传达。"
    found.append(_held(kind, title, day, place, "", chosen[0], minutes, record, chosen, 0.75))
    return found


def _preparations() -> list[SampleActivity]:
    found = []
    for group in sample_school().groups:
        if group.kind != "research" or group.name not in _PREPARING:
            continue
        place, later = _PREPARING[group.name]
        members = [member.staff_no for member in group.members]
        for number, monday in enumerate(_PREPARATIONS):
            day = f"{monday[:8]}{int(monday[8:]) + later:02}"
            if (group.name, day) in _LEFT_OUT or not taught_as(day):
                continue
            title = f"同头课集体备课：{_UNITS[number]}"
            record = "主备人说课，逐课讨论导学案，组员二次备课。"
            lead = members[number % len(members)]
            found.append(_held("preparation", title, day, place, group.name, lead, 60, record, members, 0.0))
    return found


def _held(
    kind: str,
    title: str,
    day: str,
    place: str,
    group: str,
    lead: str,
    minutes: int,
    record: str,
    people: list[str],
    noting: float,
) -> SampleActivity:
    chance = Random(f"{SEED}:activity:{title}:{day}")
    status = {}
    for number in people:
        reason = why_away(number, day)
        if reason:
            status[number] = "sick" if "病" in reason else "official"
        elif number == lead:
            status[number] = "present"
        else:
            status[number] = chance.choices(("present", "late", "personal", "absent"), (94, 3, 2, 1))[0]
    came = [number for number, how in status.items() if how in ("present", "late")]
    notes = frozenset(number for number in came if chance.random() < noting)
    return SampleActivity(kind, title, day, place, group, lead, minutes, record, status, notes)
