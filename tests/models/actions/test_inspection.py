"""The folder for inspectors: made once from the sample school, its numbers are held against the registers."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from openpyxl import load_workbook

from data.defaults.inspection import default_text
from data.formats.problem import FileProblem
from models.actions.desk import Desk
from models.actions.inspection import Built, Stopped, build_folder, making_of
from models.actions.inspection_gaps import gaps
from models.actions.inspection_settings import keep_papers, papers_text
from models.actions.owed.progress import Progress
from models.actions.owed.told import overview_row, row_words, summaries
from models.actions.plan_book import clauses
from models.journal.history import entries
from models.rules.inspection import LONGEST_PATH, Subject
from models.rules.readers import Reader
from models.store import Actor, Store
from models.store.errors import NotAllowed
from models.tables.people import Activity, Attendance, Teacher
from models.tables.reflections import StoredFile

TODAY = date(2026, 11, 24)
SCHOOL = Subject("school")
FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f]|[ .](/|$)')


class Folder:
    """A made folder and the school that it was made from."""

    def __init__(self, desk: Desk, built: Built) -> None:
        self.desk, self.built = desk, built
        with ZipFile(built.zip) as packed:
            self.infos = packed.infolist()
            self.files = {info.filename: packed.read(info) for info in self.infos}

    def only(self, part: str) -> bytes:
        (content,) = [content for name, content in self.files.items() if part in name]
        return content

    def document(self, part: str) -> docx.document.Document:  # type: ignore[name-defined]
        return docx.Document(io.BytesIO(self.only(part)))

    def cells(self, part: str) -> list[list[str]]:
        """Every row of every table of a document."""
        return [[cell.text for cell in row.cells] for table in self.document(part).tables for row in table.rows]

    def words(self, part: str) -> str:
        return "\n".join(paragraph.text for paragraph in self.document(part).paragraphs)

    def sheet(self, part: str) -> list[list[str]]:
        """The rows of a workbook below its headings."""
        sheet = load_workbook(io.BytesIO(self.only(part))).active
        assert sheet is not None
        rows = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        return rows[3:]


@pytest.fixture(scope="module")
def desk(past_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    file = tmp_path_factory.mktemp("inspected") / "past.db"
    shutil.copyfile(past_file, file)
    with Store.open(file, Actor("张主任", "test")) as store:
        yield Desk(store, today=lambda: TODAY)


@pytest.fixture(scope="module")
def school(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    path = tmp_path_factory.mktemp("folder") / "school.zip"
    return Folder(desk, build_folder(desk, SCHOOL, path, purpose="县里督导"))


def test_what_is_missing_comes_first_then_the_cover_and_contents(school: Folder):
    names = [name.partition("/")[2] for name in school.files]
    assert names[:2] == ["00 缺项清单.docx", "01 封面与目录.docx"]
    assert tuple(school.files) == school.built.files
    cover = school.words("01 封面与目录")
    assert "青禾小学" in cover
    assert "2026 秋" in cover
    assert "张主任" in cover
    assert "2026-11-24" in cover


def test_every_file_opens_in_its_program(school: Folder):
    opened = 0
    for name, content in school.files.items():
        if name.endswith(".docx"):
            opened += 1
            if name.count("/") < 3 or opened % 10 == 0:  # of the many alike, one in ten
                docx.Document(io.BytesIO(content))
        elif name.endswith(".xlsx"):
            load_workbook(io.BytesIO(content), read_only=True).close()
    assert opened > 100


def test_names_can_be_unpacked_on_any_system(school: Folder):
    for info in school.infos:
        assert not FORBIDDEN.search(info.filename), info.filename
        assert len(info.filename) <= LONGEST_PATH
        assert info.flag_bits & 0x800  # UTF-8, or Windows shows Chinese names as garbage
    assert len({name.lower() for name in school.files}) == len(school.files)


def test_the_contents_name_every_paper_with_its_number_and_what_is_in_it(school: Folder):
    rows = {row[0]: row for row in school.cells("01 封面与目录") if "-" in row[0]}
    assert list(rows) == [one.entry.number for one in school.built.listed]
    for one in school.built.listed:
        number, form, title, _, count = rows[one.entry.number]
        assert (number, title, count) == (one.entry.number, one.title, str(one.count))
        assert form == f"表{one.entry.form}"
        assert all(f"{number} " in path for path in one.files)


def test_each_register_has_the_rows_that_its_screen_shows_for_the_term(school: Folder):
    checked = 0
    for one in school.built.listed:
        if one.entry.paper.kind != "register" or not one.files:
            continue
        rows = school.sheet(one.files[0])
        source = school.desk.source(one.entry.paper.of)
        shown = [list(source.row(at).texts.values()) for at in range(len(source))]
        assert len(rows) == one.count <= len(shown)
        firsts = {row[0] for row in shown}
        assert {row[0] for row in rows} <= firsts | {""}
        checked += 1
    assert checked >= 15
    counted = {one.entry.paper.of: one.count for one in school.built.listed}
    for register in ("roster", "attendance", "homework", "observations", "lessons", "publications"):
        assert counted[register] == len(school.desk.source(register))


def test_the_progress_paper_has_the_figures_of_the_progress_screen(school: Folder):
    rows = school.cells("总-2 研修任务进度")
    for one in summaries(Progress(school.desk)):
        told = row_words(overview_row(one))
        wanted = [str(told[name]) for name in told if name != "code"]
        assert wanted in rows, one.obligation.title


def test_the_plan_stands_there_with_every_figure_of_its_screen(school: Folder):
    words = school.words("总-1 研修计划")
    for clause in clauses(school.desk):
        assert clause.body.splitlines()[-1].strip() in words
        for figure in clause.figures:
            assert f"{figure.label} {figure.text}" in words


def test_what_is_owed_is_what_the_progress_screen_says(school: Folder):
    owed = [gap for gap in school.built.gaps if gap.kind == "owed"]
    behind = [one for one in summaries(Progress(school.desk)) if one.owing]
    assert [(gap.what, gap.count, gap.missing) for gap in owed] == [
        (one.obligation.title, len(one.owing), one.behind) for one in behind
    ]
    assert all(len(gap.who) == gap.count for gap in owed)
    printed = [row[2:5] for row in school.cells("00 缺项清单")[1:]]
    assert printed == [[gap.what, str(gap.count), str(gap.missing)] for gap in school.built.gaps]


def test_the_other_gaps_are_counted_from_the_registers(school: Folder):
    by_kind = {gap.kind: gap for gap in school.built.gaps}
    empty = [f"{one.entry.number} {one.title}" for one in school.built.listed if not one.count]
    assert list(by_kind["empty"].who) == empty if empty else "empty" not in by_kind
    pairs = school.desk.source("pairing")
    running = [pairs.row(at).values for at in range(len(pairs))]
    bare = [v for v in running if v["starts_on"] <= "2026-11-24" <= (v["ended_on"] or v["ends_on"]) and not v["goal"]]
    assert by_kind["agreement"].count == len(bare)


def test_each_activity_has_its_record_with_who_was_there(school: Folder):
    activities = {row.id: row for row in Activity.select()}
    forms = [
        {row.cells[0].text: row.cells[1].text for row in table.rows}
        for name, content in school.files.items()
        if "研修活动记录/" in name
        for table in docx.Document(io.BytesIO(content)).tables
        if table.cell(0, 0).text == "主题"
    ]
    assert len(forms) == len(activities)
    one = next(iter(activities.values()))
    (form,) = [each for each in forms if each["主题"] == one.title and one.held_on in each["时间"]][:1]
    came = [
        row.teacher.name
        for row in Attendance.select(Attendance, Teacher).join(Teacher).where(Attendance.activity == one.id)
        if row.status in ("present", "late", "left_early")
    ]
    named = form["参加"].split("、")
    assert len(named) == len(came)
    assert {re.sub(r"\(.*", "", name) for name in named} == set(came)


def test_every_form_that_was_handed_in_is_there_with_its_score(school: Folder):
    observations = school.desk.source("observations")
    scored = [row for row in map(observations.row, range(len(observations))) if row.values["score"] is not None]
    (paper,) = [one for one in school.built.listed if one.entry.paper.kind == "forms"]
    pages = [table for path in paper.files[:5] for table in docx.Document(io.BytesIO(school.only(path))).tables]
    sums = [table.rows[-1].cells for table in pages if len(table.columns) == 5]
    points = sorted(int(float(cells[4].text.split()[0]) + 0.5) for cells in sums)
    first = {path.rpartition("/")[2].removesuffix(".docx") for path in paper.files[:5]}
    assert points == sorted(int(row.texts["score"]) for row in scored if row.texts["observer"] in first)
    guests = school.document("课堂教学评价表/校外专家").tables  # they are no teachers and not in the register
    assert paper.count - sum(len(table.columns) == 5 for table in guests) == len(scored) > 500


def test_reflections_lie_there_as_they_came(school: Folder):
    kept = {sha256 for (sha256,) in StoredFile.select(StoredFile.sha256).tuples()}
    came = [content for name, content in school.files.items() if "研修心得/" in name and name.endswith(".txt")]
    assert len(came) > 50
    assert {hashlib.sha256(content).hexdigest() for content in came} <= kept


def test_the_pictures_stand_there_with_the_numbers_of_the_progress(school: Folder):
    cells = {cell for row in school.cells("研修进度图") for cell in row}
    one = next(each for each in summaries(Progress(school.desk)) if each.number)
    assert any(one.obligation.title in cell for cell in cells)
    assert any(f"{one.done}/{one.number}" in cell.replace(" ", "") for cell in cells)


def test_the_history_tells_who_made_it_for_whom_and_why(school: Folder):
    found = entries(action="inspection.build", limit=5)
    assert any("县里督导" in one.reason and "内部版" in one.reason for one in found)


def test_the_same_school_makes_the_same_bytes(desk: Desk, tmp_path: Path):
    person = Subject("person", "034")
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    build_folder(desk, person, one)
    build_folder(desk, person, two)
    assert one.read_bytes() == two.read_bytes()


def test_a_public_folder_names_nobody_who_owes_and_holds_no_private_paper(desk: Desk, tmp_path: Path):
    folder = Folder(desk, build_folder(desk, SCHOOL, tmp_path / "public.zip", Reader.PUBLIC))
    assert all(not gap.who for gap in folder.built.gaps if gap.kind != "empty")
    assert not [name for name in folder.files if re.search("研修心得|评价表|活动记录|协议|考勤", name)]
    roster = "\n".join("|".join(row) for row in folder.sheet("花名册"))
    source = desk.source("roster")
    assert not any(source.row(at).values["phone"] in roster for at in range(len(source)))


def test_a_persons_folder_is_about_nobody_else(desk: Desk, tmp_path: Path):
    folder = Folder(desk, build_folder(desk, Subject("person", "034"), tmp_path / "person.zip"))
    assert [row[1] for row in folder.sheet("花名册")] == ["沈志强"]
    assert {row[2] for row in folder.sheet("每人每组任务进度")} == {"034"}
    own = Progress(desk).of(people={"034"})
    owed = [gap for gap in folder.built.gaps if gap.kind == "owed"]
    assert [gap.missing for gap in owed] == [one.behind for one in own if one.owes]


def test_a_groups_folder_holds_its_people_and_its_meetings(desk: Desk, tmp_path: Path):
    folder = Folder(desk, build_folder(desk, Subject("group", "英语组"), tmp_path / "group.zip", Reader.UPWARD))
    assert len(folder.sheet("花名册")) == len(desk.people(TODAY, "英语组"))
    meetings = folder.sheet("-1 活动")
    assert meetings
    assert all("英语组" in row for row in meetings)


def test_whoever_stops_it_leaves_the_old_file_as_it_was(desk: Desk, tmp_path: Path):
    path = tmp_path / "school.zip"
    path.write_bytes(b"old")
    with pytest.raises(Stopped):
        build_folder(desk, SCHOOL, path, stop=lambda: True)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["school.zip"]


def test_where_nothing_can_be_written_that_is_said_before_the_work(desk: Desk, tmp_path: Path):
    with pytest.raises(FileProblem):
        build_folder(desk, SCHOOL, tmp_path / "nowhere" / "school.zip", heard=lambda *_: pytest.fail("it began"))


def test_a_head_makes_the_own_groups_folder_only(desk: Desk, tmp_path: Path):
    head = Teacher.get(Teacher.staff_no == "010")
    before = desk.store.actor
    desk.store.actor = Actor("head", "test", "head", None, head.id)
    try:
        assert gaps(making_of(desk, Subject("group", "语文组"), Reader.INTERNAL))
        for other in (SCHOOL, Subject("group", "数学组"), Subject("person", "034")):
            with pytest.raises(NotAllowed):
                build_folder(desk, other, tmp_path / "other.zip")
    finally:
        desk.store.actor = before
    assert not list(tmp_path.iterdir())


def test_a_school_takes_its_own_list_of_papers(desk: Desk):
    own = default_text().replace('"plan", "progress"', '"progress"')
    keep_papers(desk, own, "own.toml")
    assert papers_text(desk) == own
    with pytest.raises(FileProblem, match="weather"):
        keep_papers(desk, own.replace('"leading"', '"weather"'), "own.toml")
    assert papers_text(desk) == own
    keep_papers(desk, "", "")
    assert papers_text(desk) == default_text()
