"""The mentor pairs of the sample school in week 13: two dozen that run, some that are over, and what they have done.

Some do more than they owe, most are a little behind, two have gone quiet and one has not begun: which is which follows
from the pair's place in the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from data.sample.school_days import DAYS

_LAST_DAY = "2026-11-24"
_YEAR = ("2026-09-01", "2027-08-31")
_YEAR_BEFORE = ("2025-09-01", "2026-08-31")


class SamplePair(NamedTuple):
    """A pair by staff numbers; ``after`` is the place of the agreement that it renews."""

    mentor: str
    mentee: str
    topic: str
    kind: str
    subject: str
    starts_on: str
    ends_on: str
    ended_on: str = ""
    end_reason: str = ""
    approved_by: str = ""
    after: int | None = None
    goal: str = ""


class SampleEntry(NamedTuple):
    """An entry of the log: ``pair`` is the place in `sample_pairs`, ``recorded_by`` a staff number or '' for the
    office."""

    pair: int
    done_on: str
    duty: str
    number: int
    words: str
    recorded_by: str


class SampleJudged(NamedTuple):
    """What came of a pair, in tenths of a hundred, -1 for unknown."""

    pair: int
    judged_on: str
    completion_x10: int
    change_x10: int
    panel_x10: int
    total_x10: int
    level: str
    words: str


class SampleWish(NamedTuple):
    mentor: str
    mentee: str
    side: str
    wish: str
    rank: int
    reason: str = ""


_OVER = (
    SamplePair("010", "024", "subject", "advance", "chinese", "2024-09-01", "2025-08-31"),
    SamplePair("004", "025", "subject", "entry", "chinese", *_YEAR_BEFORE),
    SamplePair("036", "040", "subject", "entry", "math", *_YEAR_BEFORE),
    SamplePair(
        "054", "007", "subject", "entry", "music", *_YEAR_BEFORE, "2026-03-02", "岗位或学科变动", "郑海燕"
    ),
    SamplePair(
        "015", "023", "subject", "cooperation", "chinese", *_YEAR, "2026-10-08", "产假或长期病假", "郑海燕"
    ),
)  # fmt: skip
_RENEWED = 2
"""The place of the pair above that goes on."""

_RUNNING = (
    ("024", "028", "entry", "chinese", "站稳讲台，课堂常规稳定"),
    ("048", "053", "entry", "pe", "会组织四十人的体育课"),
    ("027", "022", "entry", "chinese", "会教拼音和识字"),
    ("044", "043", "entry", "english", ""),
    ("044", "047", "entry", "english", "能独立设计一节听说课"),
    ("003", "060", "entry", "science", "实验课安全有序"),
    ("015", "021", "entry", "chinese", ""),
    ("048", "052", "entry", "pe", ""),
    ("014", "020", "cooperation", "chinese", "读写结合的课有自己的样子"),
    ("033", "039", "cooperation", "math", ""),
    ("010", "025", "cooperation", "chinese", "上好一节县级研讨课"),
    ("033", "041", "cooperation", "math", ""),
    ("004", "016", "cooperation", "chinese", ""),
    ("012", "017", "cooperation", "chinese", "低年级写话教学"),
    ("009", "019", "cooperation", "chinese", ""),
    ("012", "030", "cooperation", "chinese", ""),
    ("005", "042", "cooperation", "math", "作业分层设计"),
    ("027", "018", "cooperation", "chinese", ""),
    ("005", "038", "advance", "math", "带出一个校级课题"),
    ("002", "036", "advance", "math", "评上县骨干教师"),
    ("009", "015", "advance", "chinese", ""),
)
_QUIET, _NOT_BEGUN = (4, 13), 5
_QUIET_FROM = "2026-10-13"

PROFILES = (
    ("002", {"capacity": 1, "reason": "分管教学，时间有限"}),
    ("046", {"wants_mentor": "yes", "reason": "想在口语教学上得到指导"}),
    ("057", {"new_subject": True, "reason": "本学期兼教书法"}),
    ("006", {"may_mentor": "no", "reason": "管后勤，不带徒弟"}),
)
"""What the school says of single people."""

WISHES = (
    SampleWish("044", "046", "mentee", "wanted", 1),
    SampleWish("015", "031", "mentee", "wanted", 1),
    SampleWish("015", "031", "mentor", "wanted", 1),
    SampleWish("010", "031", "mentee", "wanted", 2),
    SampleWish("033", "037", "mentee", "wanted", 1),
    SampleWish("036", "037", "office", "forbidden", 0, "两人同时段上课，没有共同的空课"),
    SampleWish("048", "050", "office", "pinned", 0, "同一操场上课，便于指导"),
)

OWN_DUTIES = ((_NOT_BEGUN, "mentee_observes", 12, "term"),)
"""Duties that a pair has of its own: (place among the running pairs, duty, number, per)."""

_WORDS = {
    "joint_preparation": (
        "一起备下周的新课，定目标，理板书",
        "备单元整体设计，分了课时",
        "备复习课，挑了三道典型错题",
        "商量怎样用触控一体机做对比",
    ),
    "plan_check": ("导入偏长，已改短", "教案里补了分层作业", "提问设计细了，可以", "目标写得太大，改成一课一得"),
    "mentor_observes": ("随堂听课，组织比上次稳", "随堂听课，讲得多了些，少讲两分钟就好"),
    "mentee_observes": ("学怎样让会的学生讲给不会的", "记下了师傅处理错答的办法"),
    "report_lesson": ("组内汇报课，大家评议", "汇报课后按意见改了一遍"),
    "talk": ("谈班级管理，家长沟通", "谈期中质量分析"),
}


@cache
def sample_pairs() -> tuple[SamplePair, ...]:
    """Every pair: first those that are over, then those that run."""
    goal_last = [(mentor, mentee, "subject", kind, subject, *_YEAR) for mentor, mentee, kind, subject, _ in _RUNNING]
    running = [SamplePair(*facts, goal=one[4]) for facts, one in zip(goal_last, _RUNNING, strict=True)]
    return (
        *_OVER,
        *running,
        SamplePair("036", "040", "subject", "cooperation", "math", *_YEAR, after=_RENEWED),
        SamplePair("027", "039", "homeroom", "cooperation", "", *_YEAR, goal="带好第一个班"),
        SamplePair("014", "042", "homeroom", "cooperation", "", *_YEAR),
    )


def first_running() -> int:
    """The place of the first pair that runs."""
    return len(_OVER)


@cache
def sample_log() -> tuple[SampleEntry, ...]:
    """Everything that was logged, in the order of the days."""
    found = [entry for place, pair in enumerate(sample_pairs()) if place >= len(_OVER) for entry in _of(place, pair)]
    return tuple(sorted(found, key=lambda entry: (entry.done_on, entry.pair)))


JUDGED = (
    SampleJudged(0, "2025-07-03", 1000, 900, 930, 966, "excellent", "师徒都认真，徒弟评上县教坛新秀。"),
    SampleJudged(1, "2026-07-02", 780, 750, 820, 782, "good", "听课足，教案检查少了一次。"),
    SampleJudged(2, "2026-07-02", 850, -1, 880, 858, "good", "进步明显，同意续签。"),
)


def _of(place: int, pair: SamplePair) -> Iterator[SampleEntry]:
    number = place - len(_OVER)
    if number == _NOT_BEGUN:
        return
    manner = 0 if number % 3 == 0 else 2 if number % 4 == 1 else 1  # diligent, middling, slack
    every = {
        "joint_preparation": (3, (14, 19, 30)[manner]),
        "mentor_observes": (0, (12, 22, 33)[manner]),
        "mentee_observes": (1, (11, 20, 27)[manner]),
        "plan_check": (4, (30, 50, 90)[manner]),
        "talk": (2, 45),
    }
    for duty, (weekday, step) in every.items():
        day = date(2026, 9, 7) + timedelta(days=weekday + number % 4)
        count = 0
        while day.isoformat() <= _LAST_DAY:
            if number in _QUIET and day.isoformat() >= _QUIET_FROM:
                break
            yield _entry(place, pair, _taught(day), duty, count)
            day, count = day + timedelta(days=step), count + 1
    if number % 5 == 0:
        yield _entry(place, pair, date(2026, 11, 9 + number % 4), "report_lesson", number)


def _entry(place: int, pair: SamplePair, day: date, duty: str, count: int) -> SampleEntry:
    words = _WORDS[duty]
    who = (pair.mentor, pair.mentee, "")[(place + count) % 3]
    return SampleEntry(place, day.isoformat(), duty, 1, words[(place + count) % len(words)], who)


def _taught(day: date) -> date:
    """The day, or the first school day after it."""
    closed = {one.on_day for one in DAYS if one.kind == "holiday"}
    while day.isoformat() in closed or day.isoweekday() > 5:
        day += timedelta(days=1)
    return min(day, date.fromisoformat(_LAST_DAY))
