"""The term's figures as pictures, from the same counts as `yanxiu progress` and the forms' results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from data.words import language, t
from models.actions.owed.measures import MEASURES
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import Summary, summaries
from models.rules.obligations import DONE
from models.rules.rights import Scope
from models.rules.series_pictures import Bar, Chart, Picture, ShareMap, histogram, quartiles
from models.tables.lessons import EvaluationForm, FormItem, FormScore, FormTemplate, Observation, TeachingSlot
from models.tables.people import Activity, Attendance, Teacher
from models.tables.reading import tuples

if TYPE_CHECKING:
    from models.actions.desk import Desk

PICTURES = ("progress", "pace", "spread", "load")
_FULL = 100  # per cent
_PRESENT = ("present", "late", "left_early")


class NoPicture(Exception):
    """``str`` says what is missing."""


def picture(desk: Desk, name: str, group: str | None = None, obligation: str = "") -> Picture:
    """One of `PICTURES`, of a group or of everybody; the pace of one obligation, by its code ('': the first that lasts
    a term). Raises NoPicture, NotAllowed."""
    if name == "spread":
        return spread(desk)
    progress = Progress(desk)
    if progress.ground is None:
        raise NoPicture(t("owed.no_term"))
    if name == "load":
        return load(desk, progress, group)
    found = [one for one in summaries(progress, group) if one.about and one.number]
    if not found:
        raise NoPicture(t("pictures.nothing_owed"))
    if name == "progress":
        return progress_picture(desk, progress, found, group)
    return pace_picture(desk, progress, found, group, obligation)


def paced(desk: Desk, group: str | None = None) -> list[tuple[str, str]]:
    """The obligations that have a pace, as (code, title)."""
    found = summaries(Progress(desk), group)
    return [(one.obligation.code, one.obligation.title) for one in found if one.about and one.number]


def progress_picture(desk: Desk, progress: Progress, found: Sequence[Summary], group: str | None) -> Picture:
    """Each obligation's share done, with the mark of what is due by now, and the shares of the groups beside."""
    bars = tuple(
        Bar(
            f"{one.obligation.code} {one.obligation.title}",
            _FULL * one.done / one.number,
            t("pictures.done_of", done=one.done, number=one.number, percent=_FULL * one.done // one.number),
            _FULL * one.due / one.number,
        )
        for one in found
    )
    assert progress.ground is not None
    groups = [name for name in progress.ground.groups if group in (None, name)]
    rows = tuple(
        (f"{one.obligation.code} {one.obligation.title}", tuple(_share(one.standings, name) for name in groups))
        for one in found
        if any(_share(one.standings, name) is not None for name in groups)
    )
    chart = Chart(t("pictures.progress_chart"), bars, _FULL)
    shares = ShareMap(t("pictures.progress_map"), tuple(groups), rows)
    return Picture(
        t("pictures.progress", place=group or desk.school_name), (t("pictures.progress_how"),), (chart,), shares
    )


def _share(standings: Sequence[Standing], group: str) -> float | None:
    own = [one for one in standings if one.group == group]
    number = sum(one.number for one in own)
    return sum(one.done for one in own) / number if number else None


def pace_picture(desk: Desk, progress: Progress, found: Sequence[Summary], group: str | None, code: str) -> Picture:
    """One obligation week by week: what was done by its end, what an even pace would have come to, and the target."""
    by_code = {one.obligation.title: one for one in found} | {one.obligation.code: one for one in found}
    if code and code not in by_code:
        known = "、".join(f"{one.obligation.code}({one.obligation.title})" for one in found)
        raise NoPicture(t("owed.no_obligation", text=code, known=known))
    lasting = [one for one in found if one.obligation.per == "term" and one.about == "person"]
    one = by_code[code] if code else (lasting or list(found))[0]
    assert progress.ground is not None
    calendar, today = progress.ground.calendar, desk.today.isoformat()
    bars = []
    for week in range(1, calendar.weeks + 1):
        days = calendar.days_of(week)
        if not days or days[0].isoformat() > today:
            break
        until = min(today, days[-1].isoformat())
        done, even = _done_by(one, until), _even_by(progress, one, until)
        words = t("pictures.pace_words", done=done, even=even)
        bars.append(Bar(t("pictures.week", week=week), done, words, even))
    title = t("pictures.pace", what=f"{one.obligation.code} {one.obligation.title}", place=group or desk.school_name)
    told = t("pictures.pace_told", done=one.done, due=one.due, number=one.number, behind=one.behind)
    chart = Chart(t("pictures.pace_chart", number=one.number), tuple(bars), one.number)
    return Picture(title, (told, t("pictures.pace_how")), (chart,))


def _done_by(one: Summary, until: str) -> int:
    """What counted by the end of a day: of each window at most what it asks for, as in `Standing.done`."""
    times = one.obligation.number if one.obligation.per == "each" else 1
    return sum(
        min(
            pace.number,
            times * sum(e.state == DONE and pace.window.holds(e.day) and e.day <= until for e in who.events),
        )
        for who in one.standings
        for pace in who.paces
    )


def _even_by(progress: Progress, one: Summary, until: str) -> int:
    """What an even pace would have come to, rounded for each window as the progress does."""
    assert progress.ground is not None
    measure, total = MEASURES[one.obligation.measure], 0
    known: dict[str, list[str]] = {}
    for who in one.standings:
        for pace in who.paces:
            days = known.setdefault(pace.window.key, measure.days(progress.ground, pace.window))
            if days:
                total += round(pace.number * sum(day <= until for day in days) / len(days))
            else:
                total += pace.number if until > pace.window.last else 0
    return total


def spread(desk: Desk) -> Picture:
    """How the points of each item of the forms lie, for every edition that was used. Raises NoPicture, NotAllowed."""
    scope = desk.sight.ensure("forms")
    query = (
        FormScore.select(FormItem.template, FormItem.seq, FormItem.item, FormItem.max_x10, FormScore.points_x10)
        .join(FormItem, on=(FormScore.item == FormItem.id))
        .switch(FormScore)
        .join(EvaluationForm, on=(FormScore.form == EvaluationForm.id))
        .join(Observation, on=(EvaluationForm.observation == Observation.id))
        .where(EvaluationForm.status == "handed_in", FormScore.not_applicable == False)  # noqa: E712  # SQL
    )
    if scope is not Scope.ALL:
        query = query.where(Observation.observer.in_(sorted(desk.sight.people(scope))))
    points: dict[tuple[int, int, str, int], list[float]] = {}
    for template, seq, words, most, given in tuples(query):
        points.setdefault((template, seq, words, most), []).append(given / 10)
    if not points:
        raise NoPicture(t("pictures.no_scores"))
    titles = {
        one.id: one.title_en if language() == "en" and one.title_en else one.title_zh for one in FormTemplate.select()
    }
    charts = []
    for template in sorted({key[0] for key in points}):
        keys = sorted(key for key in points if key[0] == template)
        bars = tuple(_box(f"{seq} {words}", points[template, seq, words, most]) for _, seq, words, most in keys)
        charts.append(Chart(titles.get(template, ""), bars, max(most for *_, most in keys) / 10))
    return Picture(t("pictures.spread", place=desk.school_name), (t("pictures.spread_how"),), tuple(charts))


def _box(label: str, values: Sequence[float]) -> Bar:
    box = quartiles(values)
    least, first, middle, last, most = (f"{one:g}" for one in box)
    facts = {"least": least, "first": first, "middle": middle, "last": last, "most": most, "count": len(values)}
    return Bar(label, box[2], t("pictures.spread_words", **facts), None, box)


def load(desk: Desk, progress: Progress, group: str | None) -> Picture:
    """What everybody does in a week on the average: lessons taught, lessons observed, meetings."""
    ground = progress.ground
    assert ground is not None
    scope = desk.sight.ensure("progress")
    seen = None if scope is Scope.ALL else desk.sight.numbers(scope)
    weeks = max(1, ground.calendar.week_of(desk.today) if ground.calendar.holds(desk.today) else ground.calendar.weeks)
    taught, met = _taught(ground.today), _met(ground.term.starts_on, ground.today)
    came: dict[str, int] = {}
    for each in ground.observed:
        if each.status == "came" and not each.cancelled:
            came[each.observer] = came.get(each.observer, 0) + 1
    rows = []
    for person in ground.people:
        number, name = str(person["staff_no"]), str(person["name"])
        if group not in (None, ground.group_of[number]) or (seen is not None and number not in seen):
            continue
        parts = (taught.get(number, 0.0), came.get(number, 0) / weeks, met.get(number, 0) / weeks)
        rows.append((sum(parts), name, parts))
    if not rows:
        raise NoPicture(t("term_map.nobody"))
    rows.sort(key=lambda row: -row[0])
    bars = tuple(Bar(name, total, _load_words(total, parts)) for total, name, parts in rows)
    counted = tuple(
        Bar(t("pictures.load_from", low=f"{low:g}", high=f"{low + 2:g}"), count, t("pictures.people", count=count))
        for low, count in histogram((row[0] for row in rows), 2)
    )
    charts = (Chart(t("pictures.load_counts"), counted), Chart(t("pictures.load_each"), bars))
    return Picture(t("pictures.load", place=group or desk.school_name), (t("pictures.load_how", weeks=weeks),), charts)


def _load_words(total: float, parts: tuple[float, float, float]) -> str:
    taught, observed, met = (f"{part:.1f}" for part in parts)
    return t("pictures.load_words", total=f"{total:.1f}", taught=taught, observed=observed, met=met)


def _taught(today: str) -> Mapping[str, float]:
    """Lessons a week by the timetable of today; what is only in odd or even weeks counts half."""
    rows = tuples(
        TeachingSlot.select(Teacher.staff_no, TeachingSlot.weeks)
        .join(Teacher, on=(TeachingSlot.teacher == Teacher.id))
        .where(
            TeachingSlot.weekday > 0,
            TeachingSlot.starts_on <= today,
            (TeachingSlot.ends_on == "") | (TeachingSlot.ends_on >= today),
        )
    )
    found: dict[str, float] = {}
    for number, weeks in rows:
        found[number] = found.get(number, 0.0) + (1.0 if weeks == "all" else 0.5)
    return found


def _met(first: str, last: str) -> Mapping[str, int]:
    """Activities of the term that somebody came to."""
    rows = tuples(
        Attendance.select(Teacher.staff_no)
        .join(Teacher, on=(Attendance.teacher == Teacher.id))
        .switch(Attendance)
        .join(Activity, on=(Attendance.activity == Activity.id))
        .where(Activity.held_on.between(first, last), Attendance.status.in_(_PRESENT))
    )
    found: dict[str, int] = {}
    for (number,) in rows:
        found[number] = found.get(number, 0) + 1
    return found
