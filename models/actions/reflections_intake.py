"""Taking in what was handed in: whose it is, what of it is here already, and all that is accepted as one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import t
from models.actions.reflections import begin, come_into, teacher_id, write_text
from models.actions.reflections_arrived import Earlier, earlier_files, earlier_of, is_newer_version
from models.actions.reflections_known import known_at
from models.actions.reflections_reading import ReadFile, content_of
from models.journal.writing import update_record
from models.rules.reflection_names import Guess, guess
from models.rules.reflections import AGAIN, HANDED_IN, RETURNED, WAITING, characters_in, month_of
from models.rules.rights import Scope, may_do
from models.store.change import now
from models.tables.accounts import Account
from models.tables.people import Teacher
from models.tables.reading import tuples
from models.tables.reflections import Reflection, StoredFile

if TYPE_CHECKING:
    from models.actions.desk import Desk

ACTION = "reflections.take_in"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A thing that came, and what would become of it: ``left_out`` says in a sentence why it is not taken ('' when it
    is), ``again`` is the piece that it is a newer version of."""

    read: ReadFile
    guess: Guess
    left_out: str = ""
    again: int | None = None
    is_here: bool = False
    """Whether it is left out because the same file was taken in before."""

    @property
    def name(self) -> str:
        return self.read.source.name or t("intake.pasted")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was written: the change set (None: nothing), the pieces that went to their authors, those that wait for a
    person to say whose they are, those that came again, and what was left out with the sentence why."""

    change_id: int | None
    sure: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    taken: tuple[Path, ...] = ()
    """The files that are kept in the store now, those that were there already among them."""


def judge(desk: Desk, read: Sequence[ReadFile]) -> list[Arrival]:
    """What each would become. Writes nothing."""
    known = known_at(desk)
    own = own_number(desk)
    earlier = earlier_files([one.sha256 for one in read if one.sha256])
    senders = _senders()
    names = {author.staff_no: author.name for author in known.staff.authors}
    found: list[Arrival] = []
    for one in read:
        source = one.source
        if not one.is_kept:
            found.append(Arrival(one, Guess(), one.found.problem))
            continue
        name = source.name if source.path else ""
        guessed = guess(name, one.found.text, own or senders.get(source.sender, ""), known, source.folder)
        if own:
            guessed = replace(guessed, teacher=own, candidates=(), doubts=())
        same = _same(one, guessed, earlier.get(one.sha256, []))
        same = same or _same(one, guessed, [_as_earlier(other, names) for other in found if _alike(other, one)])
        again = None if same or not guessed.is_sure else _newer_version_of(guessed, one.found.text)
        found.append(Arrival(one, guessed, same, again, bool(same)))
    return found


def take_in(desk: Desk, arrivals: Sequence[Arrival]) -> TakenIn:
    """Write what is not left out, as one action: the files byte for byte, the texts, the pieces. A file that has
    changed since it was read is left out and named. Raises StoreError, NotAllowed."""
    sure: list[int] = []
    waiting: list[int] = []
    again: list[int] = []
    taken: list[Path] = []
    left_out = [(one.name, one.left_out) for one in arrivals if one.left_out]
    wanted = [one for one in arrivals if not one.left_out]
    with desk.store.change(ACTION, t("intake.reason", count=len(wanted))) as change:
        for one in wanted:
            try:
                file = _keep(one.read)
            except _Changed as why:
                left_out.append((one.name, str(why)))
                continue
            facts = _facts(desk, one, file)
            if one.again is not None and _came_again(desk, one, facts):
                again.append(one.again)
            elif one.guess.is_sure:
                sure.append(begin(desk, facts, one.read.found.text, HANDED_IN))
            else:
                waiting.append(begin(desk, facts, one.read.found.text, WAITING))
            if one.read.source.path:
                taken.append(one.read.source.path)
    taken += [one.read.source.path for one in arrivals if one.is_here and one.read.source.path]
    return TakenIn(change.id, tuple(sure), tuple(waiting), tuple(again), tuple(left_out), tuple(taken))


def outcome_of(arrival: Arrival) -> str:
    """What becomes of it: 'here', 'left_out', 'again', 'taken' or 'waiting'."""
    if arrival.left_out:
        return "here" if arrival.is_here else "left_out"
    return "again" if arrival.again is not None else "taken" if arrival.guess.is_sure else "waiting"


def own_number(desk: Desk) -> str:
    """The staff number of somebody who may hand in only what is their own; '' for the office."""
    actor = desk.store.actor
    if may_do(actor.role, ACTION) is Scope.ALL:
        return ""
    rows = tuples(Teacher.select(Teacher.staff_no).where(Teacher.id == (actor.teacher_id or 0)))
    return rows[0][0] if rows else ""


class _Changed(Exception):
    """The file is not any more what was read."""


def _keep(read: ReadFile) -> int | None:
    """The file's row, made where its content is not there yet. Inside an action only."""
    path = read.source.path
    if path is None:
        return None
    rows = tuples(StoredFile.select(StoredFile.id).where(StoredFile.sha256 == read.sha256))
    if rows:
        return rows[0][0]
    try:
        content = content_of(path)
    except OSError as error:
        raise _Changed(t("intake.gone", name=path.name, why=error.strerror or str(error))) from error
    if sha256(content).hexdigest() != read.sha256:
        raise _Changed(t("intake.changed", name=path.name))
    suffix = path.suffix.lower()[:10]
    facts = {"sha256": read.sha256, "size": len(content), "suffix": suffix, "content": content}
    return StoredFile.insert(facts).execute()


def _facts(desk: Desk, one: Arrival, file: int | None) -> dict[str, Any]:
    source, guessed = one.read.source, one.guess
    facts: dict[str, Any] = {
        "teacher": teacher_id(guessed.teacher),
        "kind": guessed.kind,
        "month": guessed.month or month_of(desk.today),
        "week": guessed.week,
        "lesson": guessed.lesson,
        "activity": guessed.exchange,
        "title": guessed.title[:120],
        "file": file,
        "file_name": source.name[:200],
        "came_by": source.came_by,
        "sender": source.sender[:60],
        "problem": one.read.found.problem[:300],
    }
    if source.handed_in:  # what lay in the drop box was handed in when it was left there
        local = datetime.fromtimestamp(source.handed_in).astimezone()
        at = local.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        facts |= {"received_at": at, "handed_in_on": local.date().isoformat()}
        facts |= {"handed_in_at": at} if guessed.is_sure else {}
    return facts


def _came_again(desk: Desk, one: Arrival, facts: Mapping[str, Any]) -> bool:
    """Put the newer version in the place of what was given back; False when that has meanwhile gone on."""
    rows = tuples(Reflection.select(Reflection.state).where(Reflection.id == one.again))
    if one.again is None or not rows or rows[0][0] != RETURNED:
        return False
    text = one.read.found.text
    kept = ("title", "file", "file_name", "came_by", "sender", "problem")
    new = {name: facts[name] for name in kept} | {"characters": characters_in(text)}
    day = {"handed_in_at": facts.get("handed_in_at", now()), "handed_in_on": facts.get("handed_in_on", "")}
    day["handed_in_on"] = day["handed_in_on"] or desk.today.isoformat()
    update_record(Reflection, one.again, new)
    write_text(one.again, text)
    come_into(desk, one.again, AGAIN, "", day)
    return True


def _senders() -> dict[str, str]:
    """The staff number behind each account's login."""
    return dict(
        tuples(Account.select(Account.login, Teacher.staff_no).join(Teacher, on=(Account.teacher == Teacher.id)))
    )


def _same(read: ReadFile, guessed: Guess, earlier: Sequence[Earlier]) -> str:
    """The sentence why the same file need not be taken once more; '' where it was another person's."""
    for one in earlier:
        if not guessed.teacher or not one.staff_no or one.staff_no == guessed.teacher:
            if one.name:
                return t("intake.same", name=read.source.name, title=one.title, who=one.name)
            return t("intake.same_waiting", name=read.source.name, title=one.title)
    return ""


def _alike(other: Arrival, one: ReadFile) -> bool:
    return bool(one.sha256) and other.read.sha256 == one.sha256 and not other.left_out


def _as_earlier(other: Arrival, names: Mapping[str, str]) -> Earlier:
    return Earlier(0, other.guess.teacher, names.get(other.guess.teacher, ""), other.name)


def _newer_version_of(guessed: Guess, text: str) -> int | None:
    """The piece that was given back to this author, and of which this is the next version."""
    for one in earlier_of(guessed.teacher, guessed.kind, guessed.month):
        if is_newer_version(one, guessed, text):
            return one.id
    return None
