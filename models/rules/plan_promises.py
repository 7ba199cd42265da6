"""The promises in a plan's text: how many of what in which time, each with the very words that say so.

What is found is a proposal that somebody accepts, changes or leaves out; a number that only describes ('60人，占58%')
is no promise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.rules.obligations import Obligation
from models.rules.plan_text import PlanPart

SAME, CHANGED, NEW = "same", "changed", "new"

_NUMBER = "[0-9]{1,4}|[一二两三四五六七八九十百]{1,5}"
_QUANTITY = re.compile(
    rf"(?P<least>不少于|不得少于|不能少于|不低于|不下于|至少|最少|达到|人均|每人)?(?<![第每同某这])"
    rf"(?P<number>{_NUMBER})(?:[-~—–―－至到]{{1,2}}(?P<most>{_NUMBER}))?个?"
    rf"(?P<what>篇|节|次|名|位|人|项|份|本|场|课时|学时|堂|%)(?P<more>及?以上)?"
)
_PERIOD = re.compile(
    r"每两周|每周|每星期|一周|每个?月|一个?月|每个?学期|一个?学期|本学期|学期内|每学年|每年|一学年|一年|全年|学年"
)
_PERIODS = {"周": "week", "期": "term", "月": "month", "内": "term", "年": "year"}
_WEEKDAY = re.compile(
    r"每个?(?:周|星期)的?(?:星期|周|礼拜)[一二三四五六日天]|每(?:星期|周)[一二三四五六日天](?![次节篇场份项堂])"
)
_EACH = re.compile(r"人均|每人|每位教师|每组|每个?教研组")
_SENTENCE = re.compile(r"[^。;!?\n]+")
_SEGMENT = re.compile(r"[^。;!?\n,:]+")

_MEASURES = (
    ("after_lesson", r"教后反思|课后反思|教学反思"),
    ("forms", r"评价表"),
    ("panel", r"(?:触控|一体机).{0,12}示范课|示范课.{0,8}(?:触控|一体机)"),
    ("nominations", r"推荐|推选|校级示范课"),
    ("insights", r"心得|体会|研修随笔"),
    ("observed", r"听课|听评课|观课"),
    ("preparations", r"集体备课|集备"),
    ("exchanges", r"交流"),
    ("contests", r"比赛|竞赛|大赛"),
    ("lectures", r"讲座|教研员|专家"),
    ("studies", r"专题学习|业务学习|专题培训|校本培训"),
    ("research", r"科研|课题"),
    ("mentored", r"师徒|结对|青蓝"),
    ("open_days", r"开放[日周]"),
    ("notes", r"笔记"),
    ("group_lessons", r"上课|研讨课|公开课|汇报课"),
    ("rules", r"制度"),
)
_WORDS = [(measure, re.compile(pattern)) for measure, pattern in _MEASURES]
_BINDS = (
    ("role", "head", re.compile(r"教研组长|备课组长|组长")),
    ("role", "leader", re.compile(r"校长|领导|中层|行政人员|主任")),
    ("younger", "35", re.compile(r"青年教师|年轻教师")),
    ("mentee", "", re.compile(r"徒弟")),
    ("mentor", "", re.compile(r"师傅|指导教师")),
)
_PEOPLE = ("名", "位", "人")
_TITLE = 30


@dataclass(frozen=True, slots=True)
class Promise:
    """What one place of the text promises: ``words`` are its own, ``most`` the upper end of a range (0: none).

    The other fields are those of an obligation; ``measure`` is '' where nothing that is counted fits.
    """

    clause: str
    words: str
    title: str
    measure: str
    per: str
    number: int
    most: int = 0
    unit: str = "count"
    binds: str = "all"
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A promise beside the obligations there are: ``state`` 'same', 'changed' or 'new'; ``known`` is the obligation
    that it is or changes."""

    promise: Promise
    state: str
    known: Obligation | None = None


def promises_of(parts: Iterable[PlanPart]) -> list[Promise]:
    """Every promise found, in the order of the text; one that a clause makes twice only once."""
    found: dict[tuple[object, ...], Promise] = {}
    for part in parts:
        for one in _in_clause(part.number, part.body):
            found.setdefault((one.clause, one.measure or one.words, one.per, one.number, one.binds, one.bound), one)
    return list(found.values())


def compared(promises: Iterable[Promise], obligations: Sequence[Obligation]) -> list[Proposal]:
    """Each promise beside what the school has promised already."""
    return [_beside(one, obligations) for one in promises]


def number_in(text: str) -> int:
    """'20', '两', '十二', '三十' and '一百二十' as numbers; 0 for what is none."""
    if text.isascii() and text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total, digit = total + (digit or 1) * {"十": 10, "百": 100}[character], 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return 0
    return total + digit


_DIGITS = {**{character: place for place, character in enumerate("一二三四五六七八九", 1)}, "两": 2}


def _in_clause(number: str, body: str) -> Iterator[Promise]:
    folded = _folded(body)
    for sentence in _SENTENCE.finditer(folded):
        yield from _in_sentence(number, body, folded, sentence.start(), sentence.end())


def _in_sentence(clause: str, body: str, folded: str, start: int, end: int) -> Iterator[Promise]:
    sentence = folded[start:end]
    for found in _WEEKDAY.finditer(sentence):
        measure = _measure(folded, start, end, start + found.start())
        words = body[start + found.start() : start + found.end()]
        title = words if measure in ("", "open_days") else _title(body, folded, start + found.start())
        yield Promise(clause, words, title, measure or "open_days", "week", 1)
    for found in _QUANTITY.finditer(sentence):
        number, most = number_in(found["number"]), number_in(found["most"] or "")
        at = start + found.start()
        percent = found["what"] == "%"
        # A share of the people has a period of its own or none; a number takes the one that the sentence began with.
        since = max(start, _segment(folded, at)[0]) if percent else start
        periods = list(_PERIOD.finditer(folded, since, start + found.start("number")))
        measure = _measure(folded, start, end, at)
        each = bool(_EACH.search(folded, _segment(folded, at)[0], at))
        if not number or not _promises(found, bool(periods) or each, measure):
            continue
        per = _per(periods[-1][0]) if periods else ("year" if percent else "term")
        if periods and periods[-1][0] == "每两周":
            per, number, most = "month", 2 * number, 2 * most
        # The period belongs to the words that say the number where it stands in the same part of the sentence.
        first = max(_segment(folded, at)[0], periods[-1].start()) if periods else at
        binds, bound = _binds(folded, start, at)
        yield Promise(
            clause,
            body[first : start + found.end()],
            _title(body, folded, at),
            measure,
            per,
            number,
            most,
            "percent" if percent else "count",
            binds,
            bound,
        )


def _promises(found: re.Match[str], has_period: bool, measure: str) -> bool:
    """Whether the number asks for something: at least so many, so many each month, one or two to be chosen."""
    if found["what"] == "%":
        return bool(found["more"] or found["least"])
    if found["most"] or found["least"] or found["more"]:
        return True
    if found["what"] in _PEOPLE:
        return measure in ("nominations", "group_lessons")
    return has_period


def _per(word: str) -> str:
    return _PERIODS[word[-1]]


def _measure(folded: str, start: int, end: int, at: int) -> str:
    """What is counted, by the words nearest to the place: in its own part of the sentence, else before it, else after
    it, else anywhere in the clause."""
    for first, last in (_segment(folded, at), (start, at), (at, end), (0, len(folded))):
        places = [
            (min(abs(found.start() - at), abs(found.end() - at)), order, measure)
            for order, (measure, pattern) in enumerate(_WORDS)
            for found in pattern.finditer(folded, first, last)
        ]
        if places:
            return min(places)[2]
    return ""


def _binds(folded: str, start: int, at: int) -> tuple[str, str]:
    """Whom it binds, by who is named last before the number in its part of the sentence; all where nobody is."""
    first = max(start, _segment(folded, at)[0])
    named = [
        (found.end(), kind, bound) for kind, bound, pattern in _BINDS for found in pattern.finditer(folded, first, at)
    ]
    return max(named)[1:] if named else ("all", "")


def _title(body: str, folded: str, at: int) -> str:
    """The part of the sentence in which the number stands."""
    first, last = _segment(folded, at)
    return body[first:last].strip()[:_TITLE]


def _segment(folded: str, at: int) -> tuple[int, int]:
    """From where to where the part of the sentence goes that the place is in."""
    return next((one.span() for one in _SEGMENT.finditer(folded) if one.start() <= at < one.end()), (0, len(folded)))


def _beside(one: Promise, obligations: Sequence[Obligation]) -> Proposal:
    alike = [known for known in obligations if known.measure and known.measure == one.measure]
    whom = [known for known in alike if (known.binds, known.bound) == (one.binds, one.bound)]
    if not whom and one.binds == "all":
        whom = alike
    known = next((each for each in whom if each.per == one.per), next(iter(whom), None))
    if known is None:
        return Proposal(one, NEW)
    same = (known.per, known.number, known.unit) == (one.per, one.number, one.unit)
    return Proposal(one, SAME if same else CHANGED, known)


def _folded(text: str) -> str:
    """Half-width signs for full-width ones, one for one, so that places in it are places in the text."""
    return "".join(
        half if len(half := unicodedata.normalize("NFKC", character)) == 1 else character for character in text
    )
