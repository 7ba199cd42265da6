"""Sending lessons up the ladder 组 → 校 → 县: put on it, voted on, decided, shown, the county's word noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from data.words import t
from models.actions.desk import Desk
from models.actions.ladder_view import ADVANCED, NOT_ADVANCED, PENDING, WITHDRAWN, Ladder, Rung
from models.actions.lesson_facts import lesson
from models.actions.observing_words import person_words
from models.journal.writing import delete_record, insert_record, update_record
from models.rules.ladder import STAGES, Count, Standing
from models.tables.lessons import Nomination, Vote
from models.tables.people import Teacher
from models.tables.reading import tuples

LONGEST_REASON = 400


class LadderRefused(ValueError):
    """It cannot be done; ``str`` says why, and what would do."""


def nominate(desk: Desk, lesson_ids: Sequence[int]) -> int | None:
    """Put lessons on the ladder, at the group's stage; the change set. Raises LadderRefused for one that is there, or
    has no teacher of the school."""
    ladder = Ladder(desk)
    fitting = {one.id for one in ladder.not_on_it()}
    for lesson_id in lesson_ids:
        if lesson_id not in fitting:
            raise LadderRefused(t("ladder.not_a_group_lesson"))
    with desk.store.change("ladder.nominate") as change:
        for lesson_id in lesson_ids:
            insert_record(Nomination, {"lesson": lesson_id, "stage": STAGES[0]})
    return change.id


def record_votes(
    desk: Desk, ballots: Mapping[int, Collection[str] | int], present: Collection[str] | int
) -> int | None:
    """Note a vote, as one action: for each nomination who was for it (staff numbers), or how many where nobody wrote
    down names; ``present`` is who was there, or how many. What was noted before is replaced; the change set.

    Raises LadderRefused for what is no vote.
    """
    ladder = Ladder(desk)
    rungs = [pending_rung(ladder, nomination) for nomination in ballots]
    if not rungs:
        raise LadderRefused(t("ladder.nothing_to_vote"))
    entitled = ladder.entitled(rungs[0].stage, rungs[0].group)
    named = [votes for votes in ballots.values() if not isinstance(votes, int)]
    if named and len(named) < len(ballots):
        raise LadderRefused(t("ladder.names_or_numbers"))
    there = _there(named, present, entitled)
    count = present if isinstance(present, int) else len(there)
    if count > len(entitled):
        raise LadderRefused(t("ladder.too_many_present", present=count, entitled=len(entitled)))
    if any(isinstance(votes, int) and not 0 <= votes <= count for votes in ballots.values()):
        raise LadderRefused(t("ladder.more_votes_than_people", present=count))
    ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    with desk.store.change("ladder.vote") as change:
        old = Vote.select(Vote.id).where(Vote.nomination.in_(list(ballots)))
        for (row_id,) in tuples(old):
            delete_record(Vote, row_id)
        for nomination, votes in ballots.items():
            favour = set() if isinstance(votes, int) else set(votes)
            for voter in [] if isinstance(votes, int) else there:
                insert_record(Vote, {"nomination": nomination, "voter": ids[voter], "in_favour": voter in favour})
            number = votes if isinstance(votes, int) else len(favour)
            facts = {"present": count, "entitled": len(entitled), "votes": number}
            update_record(Nomination, nomination, facts)
    return change.id


def decide(
    desk: Desk, stage: str, group: str | None = None, chosen: Sequence[int] = (), reason: str = ""
) -> int | None:
    """Decide a stage by the votes noted, with the numbers and the reason kept; the change set.

    ``chosen`` are those whom somebody takes among lessons that votes and scores leave equal, for which there must be a
    ``reason``. Raises LadderRefused without votes or a quorum, and for a choice that is not asked for or incomplete.
    """
    ladder = Ladder(desk)
    count = ladder.count(stage, group)
    if not count.standings:
        raise LadderRefused(t("ladder.no_votes_yet"))
    if not count.has_quorum:
        facts = {"present": count.present, "entitled": count.entitled, "needed": count.needed}
        raise LadderRefused(t("ladder.no_quorum", **facts))
    going_on = {*count.going_on, *_choice(desk, count, chosen, reason)}
    with desk.store.change("ladder.decide", reason.strip()) as change:
        for standing in count.standings:
            nomination = standing.poll.id
            rises = nomination in going_on
            facts = {
                "outcome": ADVANCED if rises else NOT_ADVANCED,
                "decided_on": desk.today.isoformat(),
                "present": count.present,
                "entitled": count.entitled,
                "votes": standing.votes,
                "reason": _why(count, standing, reason)[:LONGEST_REASON],
            }
            update_record(Nomination, nomination, facts)
            if rises:
                above = STAGES[STAGES.index(stage) + 1]
                shown = ladder.rung(nomination).facts.id
                insert_record(Nomination, {"lesson": shown, "stage": above, "after": nomination})
    return change.id


def show_lesson(desk: Desk, nomination: int, lesson_id: int) -> int | None:
    """Say which lesson a nominee shows at the stage they have reached; the change set.

    Raises LadderRefused for a lesson of somebody else, or one that is on the ladder already.
    """
    ladder = Ladder(desk)
    rung = pending_rung(ladder, nomination)
    facts = lesson(lesson_id)
    if facts.staff_no != rung.facts.staff_no or rung.after is None:
        raise LadderRefused(t("ladder.not_their_lesson", who=rung.facts.teacher))
    if any(one.facts.id == lesson_id for one in ladder.rungs):
        raise LadderRefused(t("ladder.on_it_already"))
    with desk.store.change("ladder.show") as change:
        update_record(Nomination, nomination, {"lesson": lesson_id})
    return change.id


def withdraw(desk: Desk, nomination: int, reason: str) -> int | None:
    """Take a lesson off the ladder before it is decided, with the reason; the change set. Raises LadderRefused."""
    pending_rung(Ladder(desk), nomination)
    if not reason.strip():
        raise LadderRefused(t("ladder.reason_needed"))
    facts = {"outcome": WITHDRAWN, "decided_on": desk.today.isoformat(), "reason": reason.strip()[:LONGEST_REASON]}
    with desk.store.change("ladder.withdraw", reason.strip()) as change:
        update_record(Nomination, nomination, facts)
    return change.id


def pending_rung(ladder: Ladder, nomination: int) -> Rung:
    """Raises LadderRefused for one that is gone or decided."""
    try:
        found = ladder.rung(nomination)
    except LookupError as error:
        raise LadderRefused(t("ladder.gone")) from error
    if found.outcome != PENDING:
        raise LadderRefused(t("ladder.decided_already", who=found.facts.teacher))
    return found


def _there(named: Sequence[Collection[str]], present: Collection[str] | int, entitled: Mapping[str, str]) -> list[str]:
    """Everybody who was there by name: whoever was named as present or voted, in the school's order."""
    if not named:
        return []
    found = {voter for votes in named for voter in votes}
    if not isinstance(present, int):
        found |= set(present)
    return [*(one for one in entitled if one in found), *sorted(found - entitled.keys())]


def _choice(desk: Desk, count: Count, chosen: Sequence[int], reason: str) -> list[int]:
    """Whom somebody took among equals. Raises LadderRefused."""
    if not count.tied:
        if chosen:
            raise LadderRefused(t("ladder.nobody_tied"))
        return []
    if len(set(chosen)) != count.places or not set(chosen) <= set(count.tied):
        tied = [one for one in count.standings if one.poll.id in count.tied]
        names = t("observing.list_comma").join(person_words(desk, one.poll.teacher) for one in tied)
        raise LadderRefused(t("ladder.choose_among", names=names, places=count.places))
    if not reason.strip():
        raise LadderRefused(t("ladder.tie_reason_needed"))
    return list(chosen)


def _why(count: Count, standing: Standing, reason: str) -> str:
    """The numbers by which it was decided, and what parted equal ones."""
    facts = {
        "present": count.present,
        "entitled": count.entitled,
        "needed": count.needed,
        "votes": standing.votes,
        "able": standing.able,
    }
    parts = [t("ladder.why", **facts)]
    if standing.apart:
        parts.append(t("ladder.why_apart", apart=standing.apart))
    left_out = sum(one.poll == standing.poll.id for one in count.uncounted)
    if left_out:
        parts.append(t("ladder.why_uncounted", count=left_out))
    if standing.share < count.least:
        parts.append(t("ladder.why_too_few", least=count.least))
    if standing.poll.id in count.tied:
        parts.append(t("ladder.why_chosen", reason=reason.strip()))
    elif count.by_score and standing.poll.score is not None:
        parts.append(t("ladder.why_score", score=f"{standing.poll.score:.1f}"))
    return t("observing.list_semicolon").join(parts)
