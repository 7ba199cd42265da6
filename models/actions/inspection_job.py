"""Making a folder for inspectors in a process of its own: the screen stays quick meanwhile and may stop it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data import words
from data.formats.problem import FileProblem
from data.words import t
from models.actions.desk import Desk
from models.actions.inspection import Stopped, build_folder
from models.planning.watching import Listen, Progress, Stop
from models.rules.inspection import Gap, Subject
from models.rules.readers import Reader
from models.store import Actor, Store
from models.store.address import ServerAddress
from models.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of it: how many files, how large the .zip is in bytes, what is missing. ``problem`` says in a sentence
    why there is none; ``stopped`` that nobody wanted it any more."""

    files: int = 0
    size: int = 0
    gaps: tuple[Gap, ...] = ()
    problem: str = ""
    stopped: bool = False


@dataclass(frozen=True)
class FolderJob:
    """Everything that the process has to know: it opens the store by itself, as the same person."""

    store: str
    actor: Actor
    today: date
    language: str
    subject: Subject
    reader: Reader
    purpose: str
    path: str

    def run(self, listen: Listen | None = None, stop: Stop | None = None) -> Finished:
        from pathlib import Path

        words.use(self.language)

        def heard(number: int, all_papers: int, title: str) -> None:
            if listen is not None:
                listen(Progress(title, parts=number, all_parts=all_papers))

        try:
            with Store.open(self.store, self.actor) as store:
                desk = Desk(store, today=lambda: self.today)
                path = Path(self.path)
                built = build_folder(desk, self.subject, path, self.reader, self.purpose, heard, stop)
                return Finished(len(built.files), path.stat().st_size, built.gaps)
        except Stopped:
            return Finished(stopped=True)
        except (StoreError, FileProblem) as problem:
            return Finished(problem=str(problem))
        except OSError as problem:
            return Finished(problem=t("formats.cannot_write", name=self.path, reason=problem.strerror or problem))


def job_for(desk: Desk, subject: Subject, reader: Reader, purpose: str, path: str) -> FolderJob:
    """The job for whoever is at the desk, on the desk's day, in the language in use."""
    language = words.language()
    return FolderJob(
        _address(desk.store), desk.store.actor, desk.today, language, subject, reader, purpose.strip(), path
    )


def _address(store: Store) -> str:
    """What opens the same school once more."""
    place = store.place
    if not isinstance(place, ServerAddress):
        return str(place)
    return f"{place.url}{'&' if '?' in place.url else '?'}schema={place.schema}"
