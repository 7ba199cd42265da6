"""The fund's rewards and penalties: proposed from the records, decided by a person, appealed against and answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from data.words import t
from models.actions.desk import Desk
from models.actions.owed.progress import Progress, Standing
from models.actions.owed.told import window_words
from models.journal.writing import insert_records, update_record
from models.registers.choosing import label_of
from models.rules.fund import RULES, Fact, Proposal, propose
from models.rules.obligations import Pace
from models.store.errors import StoreError
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.records import Contest, ContestEntry, FundEntry, Publication

PROPOSED, APPROVED, REFUSED = "proposed", "approved", "refused"
_OUTSIDE = ("county", "city", "province", "nation")
_LONGEST = 400


def amounts(desk: Desk) -> dict[str, int]:
    """The yuan for each rule; 0, so that nothing is proposed, until the school says something else."""
    said = desk.setting("fund", {})
    return {rule: said.get(rule, 0) if isinstance(said, Mapping) else 0 for rule in RULES}


def fund_proposals(desk: Desk) -> list[Proposal]:
    """What the records of the term speak for and nobody has decided about yet, rewards first, in the staff's order."""
    set_to = amounts(desk)
    if not any(set_to.values()) or desk.term is None:
        return []
    rows = tuples(
        FundEntry.select(FundEntry.kind, Teacher.staff_no, FundEntry.reason).join(
            Teacher, on=(FundEntry.teacher == Teacher.id)
        )
    )
    found = propose(_facts(desk, set_to), set_to, {(kind, number, reason) for kind, number, reason in rows})
    return sorted(found, key=lambda one: one.kind != "reward")


def note_proposals(desk: Desk, kept: Sequence[Proposal], dropped: Sequence[Proposal] = ()) -> int | None:
    """Put the proposals into the fund's register to be approved; those ``dropped`` as refused by whoever is at the
    desk, so that they do not come back. One action; the change set's number. Raises NotAllowed."""
    ids = dict(tuples(Teacher.select(Teacher.staff_no, Teacher.id)))
    rows = [
        {
            "on_day": desk.today.isoformat(),
            "kind": one.kind,
            "yuan": one.yuan,
            "teacher": ids[one.teacher],
            "reason": one.reason,
            "state": state,
            "approved_by": desk.who if state == REFUSED else "",
        }
        for state, ones in ((PROPOSED, kept), (REFUSED, dropped))
        for one in ones
    ]
    if not rows:
        return None
    with desk.store.change("fund.propose") as change:
        insert_records(FundEntry, rows)
    return change.id


def decide(desk: Desk, row_ids: Sequence[int], state: str) -> int:
    """Approve or refuse what waits for it, in the name of whoever is at the desk; one action. How many that were.

    Raises StoreError where nothing of them waits, NotAllowed.
    """
    query = FundEntry.select(FundEntry.id).where(FundEntry.id.in_(list(row_ids)), FundEntry.state.in_(("", PROPOSED)))
    waiting = [row_id for (row_id,) in tuples(query.order_by(FundEntry.id))]
    if not waiting:
        raise StoreError(t("fund.decided_already"))
    with desk.store.change("fund.approve" if state == APPROVED else "fund.refuse"):
        for row_id in waiting:
            update_record(FundEntry, row_id, {"state": state, "approved_by": desk.who})
    return len(waiting)


def appeal(desk: Desk, row_id: int, words: str) -> None:
    """Add what the person concerned says against it, with the day and who wrote it; a step of its own in the history.

    Raises StoreError for a row that is gone or is no reward or penalty, and without words; NotAllowed.
    """
    _add(desk, row_id, "appeal", words, "fund.appeal", {})


def answer(desk: Desk, row_id: int, words: str, withdrawn: bool) -> None:
    """Answer an appeal, with the day and who answered; ``withdrawn`` refuses what had been decided. Raises as `appeal`,
    and for a row that nobody appealed against."""
    if not tuples(FundEntry.select(FundEntry.id).where(FundEntry.id == row_id, FundEntry.appeal != "")):
        raise StoreError(t("fund.no_appeal"))
    facts = {"state": REFUSED, "approved_by": desk.who} if withdrawn else {}
    _add(desk, row_id, "answer", words, "fund.answer", facts)


def _add(desk: Desk, row_id: int, field: str, words: str, action: str, facts: Mapping[str, str]) -> None:
    rows = tuples(
        FundEntry.select(getattr(FundEntry, field)).where(
            FundEntry.id == row_id, FundEntry.kind.in_(("reward", "penalty"))
        )
    )
    if not rows:
        raise StoreError(t("fund.no_person"))
    if not words.strip():
        raise StoreError(t("fund.words_needed"))
    line = t("fund.said", day=desk.today.isoformat(), who=desk.who, words=" ".join(words.split()))
    text = "\n".join(filter(None, (rows[0][0], line)))
    if len(text) > _LONGEST:
        raise StoreError(t("fund.too_long", most=_LONGEST))
    with desk.store.change(action):
        update_record(FundEntry, row_id, {field: text, **facts})


def _facts(desk: Desk, set_to: Mapping[str, int]) -> Iterator[Fact]:
    term = desk.term
    assert term is not None
    if any(set_to[rule] for rule in ("contest_first", "contest_second", "contest_third")):
        yield from _of_contests(desk, term.starts_on, term.ends_on)
    if set_to["paper"]:
        yield from _of_papers(desk, term.starts_on[:7], term.ends_on)
    if set_to["beyond"] or set_to["owed"]:
        progress = Progress(desk)
        for one in progress.standings:
            if one.is_own:
                yield from _of_standing(progress, one, desk.today.isoformat())


def _of_contests(desk: Desk, first: str, last: str) -> Iterator[Fact]:
    labels = desk.lists.choices("contest_award")
    query = (
        ContestEntry.select(ContestEntry.award, Teacher.staff_no, Contest.title)
        .join(Contest, on=(ContestEntry.contest == Contest.id))
        .switch(ContestEntry)
        .join(Teacher, on=(ContestEntry.teacher == Teacher.id))
        .where(Contest.held_on.between(first, last), ContestEntry.award.in_(("first", "second", "third")))
        .order_by(Contest.held_on, ContestEntry.id)
    )
    for award, number, title in tuples(query):
        yield Fact(f"contest_{award}", number, 1, f"{title}{label_of(labels, award)}")


def _of_papers(desk: Desk, first: str, last: str) -> Iterator[Fact]:
    kinds = desk.lists.choices("publication_kind")
    query = (
        Publication.select(Publication.title, Publication.kind, Teacher.staff_no)
        .join(Teacher, on=(Publication.teacher == Teacher.id))
        .where(Publication.level.in_(_OUTSIDE), Publication.on_date >= first, Publication.on_date <= last)
        .order_by(Publication.id)
    )
    for title, kind, number in tuples(query):
        yield Fact("paper", number, 1, t("fund.paper", title=title, kind=label_of(kinds, kind)))


def _of_standing(progress: Progress, one: Standing, today: str) -> Iterator[Fact]:
    """What somebody did beyond a term's number, and what of a month or term that is over they still owe."""
    for pace in one.paces:
        if one.obligation.per == "term" and pace.number and pace.done > pace.number:
            reason = t("fund.beyond", what=one.obligation.title)
            yield Fact("beyond", one.who, pace.done - pace.number, reason)
        if one.obligation.per != "each" and pace.window.last < today and pace.missing:
            yield Fact("owed", one.who, pace.missing, _owed_words(progress, one, pace))


def _owed_words(progress: Progress, one: Standing, pace: Pace) -> str:
    return t("fund.owed", what=one.obligation.title, window=window_words(progress, one, pace))
