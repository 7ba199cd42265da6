"""The restore test: is what the running copy would bring back really the store? Made once a week, and told."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.words import t
from models.store.change import now
from models.store.checking import check_file
from models.store.errors import DATABASE_ERRORS, StoreError, explain
from models.store.place import remove
from models.store.reading import Place, file_at, reader
from models.store.restoring_until import replayed
from models.store.shipping import journals

EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a restore test found: ``problem`` is '' when the restored store equals the live one at its last change set
    ``set_id``, else a sentence. ``at`` is the instant of the test, ``seconds`` how long the way back took."""

    at: str
    piece: str
    set_id: int
    seconds: float
    problem: str


def prove(place: Place, folder: Path) -> Proof:
    """Restore the newest piece of the running copy of a store into a temporary file, check it and compare it with the
    live store's history; the outcome is kept in the folder. Raises StoreError when the live store cannot be read."""
    file = file_at(place)
    journal = next(iter(journals(folder, file.stem)), None)
    if journal is None:
        return _kept(folder, file, Proof(now(), "", 0, 0.0, t("store.no_running_copy", folder=folder, name=file.stem)))
    began = time.monotonic()
    set_id, problem = 0, ""
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".{file.stem}-prove-") as room:
        target = Path(room) / "proof.db"
        try:
            set_id = replayed(journal, target).set_id
            findings = [finding for finding in check_file(target) if finding.grave]
            problem = findings[0].what if findings else ""
        except StoreError as error:
            problem = str(error)
        except DATABASE_ERRORS as error:
            problem = str(explain(error, target))
        seconds = time.monotonic() - began
        if not problem and _digest(target, set_id) != _digest(place, set_id):
            problem = t("store.proof_differs", set=set_id)
        remove(target)
    return _kept(folder, file, Proof(now(), journal.name, set_id, round(seconds, 2), problem))


def last_proof(file: Path, folder: Path) -> Proof | None:
    """The outcome of the latest test; None where there was none."""
    try:
        return Proof(**json.loads(_place(folder, file).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_due(file: Path, folder: Path) -> bool:
    """Whether there is a running copy and its last test was a week ago, or failed."""
    if not journals(folder, file.stem):
        return False
    last = last_proof(file, folder)
    return last is None or bool(last.problem) or datetime.now(UTC) - datetime.fromisoformat(last.at) > EVERY


def _place(folder: Path, file: Path) -> Path:
    return folder / f"{file.stem}-run.proof.json"


def _kept(folder: Path, file: Path, proof: Proof) -> Proof:
    _place(folder, file).write_text(json.dumps(asdict(proof), ensure_ascii=False), "utf-8")
    return proof


def _digest(place: Place, set_id: int) -> str:
    try:
        database = reader(place)
        try:
            query = f"SELECT digest FROM change_set WHERE id = {database.param}"
            row = database.execute_sql(query, (set_id,)).fetchone()
        finally:
            database.close()
    except DATABASE_ERRORS as error:
        raise explain(error, place) from error
    return row[0] if row else ""
