"""Noting a vote: who was there, then who was for each lesson; and deciding, also between equals."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import App

from data.words import t
from models.actions.ballots import EVERYBODY, BadBallot, read_voters
from models.actions.desk import Desk
from models.actions.ladder import LadderRefused, decide, record_votes
from models.actions.ladder_view import Ladder, Rung, stage_words
from models.actions.observing_words import person_words
from screens.kit.dialogs import Ask, Choose


async def note_votes(app: App[int], desk: Desk, rungs: Sequence[Rung]) -> str | None:
    """Ask for a round's votes and note them; what to tell the person, None when given up."""
    ladder = Ladder(desk)
    first = rungs[0]
    entitled = list(ladder.entitled(first.stage, first.group))
    where = stage_words(desk, first.stage) + (f" {first.group}" if first.stage == "group" else "")
    title = t("ladder.present_title", where=where)
    why = t("ladder.present_text", entitled=len(entitled), needed=ladder.rules.needed(len(entitled)))
    present = await _asked(app, desk, title, why, entitled, EVERYBODY)
    if present is None:
        return None
    there = entitled if isinstance(present, int) else present
    ballots: dict[int, list[str] | int] = {}
    for number, rung in enumerate(rungs, 1):
        facts = {"who": rung.facts.teacher, "topic": rung.facts.topic, "number": number, "all": len(rungs)}
        text = t("ladder.votes_text", most=ladder.rules.most(first.stage))
        votes = await _asked(app, desk, t("ladder.votes_title", **facts), text, there)
        if votes is None:
            return None
        ballots[rung.id] = votes
    try:
        record_votes(desk, ballots, present)
    except LadderRefused as refused:
        return str(refused)
    count = Ladder(desk).count(first.stage, first.group if first.stage == "group" else None)
    told = t("observing.list_comma").join(
        t("ladder.voted", who=person_words(desk, one.poll.teacher), votes=one.votes, able=one.able)
        for one in count.standings
    )
    return t("ladder.noted", present=count.present, entitled=count.entitled, votes=told)


async def decide_round(app: App[int], desk: Desk, stage: str, group: str | None) -> str | None:
    """Decide by the noted votes; between equals ask whom and why. What to tell the person, None when given up."""
    count = Ladder(desk).count(stage, group)
    chosen: list[int] = []
    reason = ""
    if count.tied and count.has_quorum:
        tied = {one.poll.id: one for one in count.standings if one.poll.id in count.tied}
        for _ in range(count.places):
            options = [
                (str(number), person_words(desk, one.poll.teacher))
                for number, one in tied.items()
                if number not in chosen
            ]
            answer = await app.push_screen_wait(Choose(t("ladder.tied_title"), options))
            if answer is None:
                return None
            chosen.append(int(answer))
        reason = await app.push_screen_wait(Ask(t("ladder.tied_why"), t("ladder.tied_text"))) or ""
        if not reason:
            return None
    try:
        decide(desk, stage, group, chosen, reason)
    except LadderRefused as refused:
        return str(refused)
    names = [
        person_words(desk, one.poll.teacher) for one in count.standings if one.poll.id in (*count.going_on, *chosen)
    ]
    return t("ladder.decided", names=t("observing.list_comma").join(names) or t("ladder.nobody"))


async def _asked(
    app: App[int], desk: Desk, title: str, text: str, everybody: Sequence[str], value: str = ""
) -> list[str] | int | None:
    """Whom a line names, asked again until it can be told; None when given up."""
    why = text
    while True:
        answer = await app.push_screen_wait(Ask(title, why, value))
        if answer is None:
            return None
        try:
            return read_voters(desk, answer, everybody)
        except BadBallot as wrong:
            value, why = answer, f"{text}\n{wrong}"
