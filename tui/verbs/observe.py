"""``yanxiu observe 李芳 周三 2``: sign up for a lesson of the timetable, for oneself or for others."""

from __future__ import annotations

from data.words import t
from tui.arguments import Parser
from tui.call import Call
from tui.output import narrate
from tui.status import DONE, NO_SENSE, PROBLEMS, Refused


def add_arguments(parser: Parser) -> None:
    parser.add_argument("teacher", metavar="TEACHER", help=t("verb.observe_teacher"))
    parser.add_argument("day", metavar="DAY", help=t("verb.observe_day"))
    parser.add_argument("period", metavar="PERIOD", type=int, nargs="?", help=t("verb.observe_period"))
    parser.add_argument("--observer", metavar="NAME", action="append", help=t("verb.observe_observer"))
    parser.add_argument("--cover", metavar="NAME", default="", help=t("verb.observe_cover"))
    parser.add_argument("--came", action="store_true", help=t("verb.observe_came"))


def run(call: Call) -> int:
    from models.actions.observing import ObservingRefused, lesson_at, sign_up
    from models.actions.observing_typed import observing_day, one_person, oneself
    from models.actions.observing_words import lesson_name, person_words
    from models.actions.open_lessons import opened_lessons

    options = call.options
    with call.desk() as desk:
        try:
            day = observing_day(desk, options.day)
            teacher = one_person(desk, options.teacher)
            people = [one_person(desk, name) for name in options.observer or ()] or [oneself(desk)]
            cover = one_person(desk, options.cover) if options.cover else ""
            lesson = lesson_at(desk, teacher, day, options.period)
            done = sign_up(desk, people, lesson, cover, "came" if options.came else "planned")
        except ObservingRefused as refused:
            raise Refused(NO_SENSE, str(refused)) from refused
        found = opened_lessons(desk, "", "", [lesson])[0]
        for number in done.put_down:
            narrate(t("verb.observe_done", who=person_words(desk, number), lesson=lesson_name(desk, found)))
        for sentence in done.refused:
            narrate(sentence)
    return PROBLEMS if done.refused else DONE
