"""Every word is there, in both languages, with the same blanks; none is left over; none is wider than it looks."""

from __future__ import annotations

import ast
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from data.words import LANGUAGES, areas, catalogue, t, use

ROOT = Path(__file__).parent.parent
FLOORS = ("tui", "screens", "models", "data")
KEY = re.compile(r"[a-z][a-z_]*\.[A-Za-z0-9_.-]+")

# Full-width signs are two cells everywhere; of the others only these have one width in every terminal.
PUNCTUATION = set("，。：；、！？（）「」《》【】　＋－／％＝")


@cache
def families() -> Mapping[str, set[str]]:
    """The keys that are put together while running: each family's prefix, and every key it may come to."""
    from data.defaults.inspection import READERS, SUBJECTS
    from data.defaults.inspection import REFLECTIONS as PIECES
    from data.formats.texts.unreadable import REASONS as REASONS_UNREAD
    from models.actions.code_sheet import titles
    from models.actions.form_tables import item_columns, lesson_columns, observer_columns
    from models.actions.group_pages import LADDER_COLUMNS, PANEL_COLUMNS
    from models.actions.inspection import MAKERS
    from models.actions.leading_paper import LEADING_COLUMNS
    from models.actions.observing_papers import NOTICE_COLUMNS, SLIP_COLUMNS
    from models.actions.observing_summaries import SCHOOL_COLUMNS
    from models.actions.owed.told import EACH, FORECAST, OVERVIEW
    from models.actions.own_rules import AREAS as RULE_AREAS
    from models.actions.own_rules import NAMES as OWN_RULES
    from models.actions.pairing_pace import FIRST as PACE_FIRST
    from models.actions.pairing_pace import LAST as PACE_LAST
    from models.actions.pairing_rules import RULES as PAIR_RULES
    from models.actions.plan_book import KINDS as LINKS
    from models.actions.plan_proposal import KINDS
    from models.actions.plan_proposal_basis import BROKEN
    from models.actions.plan_proposal_rules import LIMITS as PLAN_LIMITS
    from models.actions.plan_proposal_rules import WEIGHTS
    from models.actions.plan_summary import COLUMNS as SUMMARY_COLUMNS
    from models.actions.reflection_pages import BOXES
    from models.actions.reflection_papers import FILING_COLUMNS
    from models.actions.reflection_writing import HEADINGS
    from models.actions.register_shelves import SHELVES
    from models.actions.standing import COLUMNS
    from models.actions.today import SECTIONS as TODAY
    from models.planning.fixed import REASONS
    from models.planning.measure import PARTS, SHORTFALLS
    from models.planning.pairing.whys import RELIEFS as PAIR_RELIEFS
    from models.planning.watching import PHASES
    from models.planning.why import RELIEFS
    from models.registers.accounts import ACCOUNTS
    from models.registers.attendance import ACTIVITIES, ATTENDANCE
    from models.registers.credits import REGISTERS as CREDITS
    from models.registers.form_sheet import sheet_register
    from models.registers.form_templates import FORM_ITEMS, FORM_TEMPLATES
    from models.registers.observing import LESSONS, OBSERVATIONS
    from models.registers.others import CODES, EXPERTS, GROUPS, HONOURS
    from models.registers.owed import EXEMPTIONS, OBLIGATIONS
    from models.registers.pairing import REGISTERS as PAIRING
    from models.registers.records import REGISTERS as RECORDS
    from models.registers.reflections import REFLECTIONS
    from models.registers.roster import ROSTER
    from models.registers.teaching import REGISTERS as TEACHING
    from models.rules.counting import VERDICTS
    from models.rules.meeting import OBSTACLES
    from models.rules.mentoring import PARTS as PAIR_PARTS
    from models.rules.mentoring import REFUSALS
    from models.rules.needs_tables import SECTIONS
    from models.rules.obligations import NEEDS_BOUND, PERIODS
    from models.rules.obligations import STATES as OWED_STATES
    from models.rules.readers import Reader
    from models.rules.reflection_names import DOUBTS
    from models.rules.reflections import STATES
    from models.rules.rights import ROLES
    from models.tables import ALL
    from screens.kit.inbox.filtering import LIMITS
    from screens.kit.keymap import table
    from screens.kit.pairing.wishing import CHOICES as PAIR_WISHES
    from screens.kit.pairing.wishing import OWN as PAIR_OWN
    from screens.kit.pairing.wishing import PROFILES as PAIR_PROFILES
    from screens.kit.planning.asking import EDITS
    from screens.kit.planning.views import COLUMNS as PLAN_COLUMNS
    from screens.kit.planning.views import VIEWS
    from screens.kit.theme import LOOKS
    from screens.kit.week_more import MENU
    from tui.places import PLACES
    from tui.verbs import VERBS
    from tui.verbs.account import _DEEDS as DEEDS
    from tui.verbs.account_keys import key_titles
    from tui.verbs.anonymise import COLUMNS as LEAVING
    from tui.verbs.backup import COLUMNS as BACKUP
    from tui.verbs.county import COLUMNS as COUNTY_COLUMNS
    from tui.verbs.credits import CHANGES, DIFFERENCES, LINES, PEOPLE
    from tui.verbs.inspect import COLUMNS as GAP_COLUMNS
    from tui.verbs.mine import _COLUMNS as MINE
    from tui.verbs.pairing_suggest import _NUMBERS as PAIR_NUMBERS
    from tui.verbs.pairing_suggest import _SHOWN as PAIR_COLUMNS
    from tui.verbs.plan_book import COLUMNS as BOOK_COLUMNS
    from tui.verbs.plan_book import PROMISES
    from tui.verbs.reflections import DEEDS as REFLECTION_DEEDS
    from tui.verbs.reflections_counts import COUNTS, EXCHANGES, OWED
    from tui.verbs.reflections_counts import LESSONS as COUNTED_LESSONS
    from tui.verbs.reflections_likeness import COLUMNS as LIKE
    from tui.verbs.reflections_search import COLUMNS as FOUND
    from tui.verbs.reflections_take import COLUMNS as TAKE_COLUMNS
    from tui.verbs.report_pictures import COLUMNS as PICTURE_COLUMNS

    registers = (
        ACCOUNTS,
        ROSTER,
        HONOURS,
        GROUPS,
        EXPERTS,
        CODES,
        ACTIVITIES,
        ATTENDANCE,
        LESSONS,
        OBSERVATIONS,
        sheet_register((), (), bonus_x10=50),
        FORM_TEMPLATES,
        FORM_ITEMS,
        REFLECTIONS,
        *TEACHING,
        *PAIRING,
        *RECORDS,
        *CREDITS,
        OBLIGATIONS,
        EXEMPTIONS,
    )
    fields = {column.field for register in registers for column in register.columns if not column.heading}
    tables = {name for model in ALL for name in [model._meta.table_name] if model.journaled}  # type: ignore[attr-defined]
    return {
        "cmd": {f"{command.word_key}.{part}" for command in table().values() for part in ("title", "help")},
        "column.": {f"column.{field}" for field in fields},
        "register.": {f"register.{register.id}" for register in registers},
        "app.place.": {f"app.place.{place.name}" for place in PLACES},
        "app.look.": {f"app.look.{name}" for name in LOOKS},
        "observing.weekday.": {f"observing.weekday.{day}" for day in range(1, 8)},
        "observing.verdict.": {f"observing.verdict.{why}" for why in VERDICTS},
        "observing.kind_of_day.": {f"observing.kind_of_day.{kind}" for kind in ("holiday", "makeup", "exam", "closed")},
        "backup.column.": {f"backup.column.{name}" for name in BACKUP},
        "credits.kind.": {f"credits.kind.{name}" for name in ("training", "award", "annual", "rank")},
        "credits.column.": {f"credits.column.{name}" for name in (*PEOPLE, *LINES, *CHANGES, *DIFFERENCES)},
        "standing.column.": {f"standing.column.{name}" for name in COLUMNS},
        "observing.cannot.": {f"observing.cannot.{why}" for why in OBSTACLES},
        "forms.column.": {
            f"forms.column.{name}"
            for columns in (lesson_columns(True), observer_columns(), item_columns())
            for name, _ in columns
        },
        "forms.status.": {f"forms.status.{status}" for status in ("draft", "handed_in", "void")},
        "plan.part.": {f"plan.part.{part}" for part in PARTS},
        "plan.short.": {f"plan.short.{what}" for what in SHORTFALLS},
        "plan.relief.": {f"plan.relief.{kind}" for kind in RELIEFS},
        "planner.broken.": {f"planner.broken.{why}" for why in BROKEN},
        "planner.bars.": {f"planner.bars.{why}" for why in (*REASONS, "free")},
        "planner.part_told.": {f"planner.part_told.{part}" for part in PARTS},
        "planner.number.": {f"planner.number.{name}" for name in (*WEIGHTS, *PLAN_LIMITS)},
        "planner.number_told.": {f"planner.number_told.{name}" for name in (*WEIGHTS, *PLAN_LIMITS)},
        "planner.kind.": {f"planner.kind.{kind}" for kind in KINDS},
        "planner.edit.": {f"planner.edit.{deed}" for deed in EDITS},
        "planner.view.": {f"planner.view.{view}" for view in VIEWS},
        "planner.phase.": {f"planner.phase.{phase}" for phase in PHASES[:4]},
        "planner.column.": {f"planner.column.{name}" for name in PLAN_COLUMNS},
        "plan.why.": {f"plan.why.{why}" for why in REASONS},
        "plan_why.bar_": {f"plan_why.bar_{why}" for why in (*REASONS, "free")},
        "plan.column_": {f"plan.column_{name}" for name in ("section", "item", "value", "sentence")},
        "matching.refused.": {f"matching.refused.{why}" for why in REFUSALS},
        "matching.column.": {f"matching.column.{name}" for name in (*PAIR_NUMBERS, *PAIR_COLUMNS)},
        "matching.rule.": {f"matching.rule.{name}" for name in PAIR_RULES},
        "matching.rules_": {f"matching.rules_{name}" for name in ("name", "title", "value", "usual")},
        "matching.barred.": {f"matching.barred.{why}" for why in REFUSALS},
        "matching.because.": {"matching.because.pinned", "matching.because.wished"},
        "matching.relief.": {f"matching.relief.{kind}" for kind in PAIR_RELIEFS},
        "matching.part.": {f"matching.part.{part}" for part in PAIR_PARTS},
        "matching.priority.": {
            f"matching.priority.{why}" for why in ("years", "age", "mentor_age", "new_subject", "voluntary")
        },
        "home.weekday_": {f"home.weekday_{day}" for day in range(1, 8)},
        "serve.refused_": {f"serve.refused_{why}" for why in ("full", "full_address")},
        "serve.stream_": {f"serve.stream_{verb}" for verb in ("import", "export", "submit", "account", "inspect")},
        "serve.option_print_": {f"serve.option_print_{name}" for name in ("guide", "unit", "sshd")},
        "cli.verb_": {f"cli.verb_{name}" for name in VERBS},
        "county.column_": {f"county.column_{name}" for name in COUNTY_COLUMNS},
        "home.": {f"home.{name}" for name in ("section", "item", "value", "note")},
        "home.section_": {f"home.section_{section}" for section in TODAY},
        "registers.shelf_": {f"registers.shelf_{shelf}" for shelf in SHELVES},
        "home.owing_": {f"home.owing_{about}" for about in ("person", "group", "school")},
        "own_rules.area.": {f"own_rules.area.{area}" for area in RULE_AREAS},
        "own_rules.rule.": {f"own_rules.rule.{name}" for name in OWN_RULES},
        "own_rules.column.": {f"own_rules.column.{name}" for name in ("name", "title", "value", "usual")},
        "inspection.verb_": {f"inspection.verb_{name}" for name in (*SUBJECTS, "papers", "group_name", "person_name")},
        "inspecting.for_": {f"inspecting.for_{reader}" for reader in READERS},
        "inspection.paper.": {f"inspection.paper.{name}" for name in MAKERS if name != "register"},
        "inspection.piece.": {f"inspection.piece.{kind or 'all'}" for kind in PIECES},
        "inspection.column.": {f"inspection.column.{name}" for name in GAP_COLUMNS},
        "owed.state.": {f"owed.state.{state}" for state in OWED_STATES},
        "owed.column.": {f"owed.column.{name}" for name in (*OVERVIEW, *EACH, *FORECAST)},
        "problem.bound_": {f"problem.bound_{kind}" for kind in (*NEEDS_BOUND, "no_group")},
        "import.action.": {f"import.action.{name}" for name in ("new", "change", "same", "problem")},
        "rights.role.": {f"rights.role.{role}" for role in ROLES},
        "pictures.": {f"pictures.{name}" for name in PICTURE_COLUMNS},
        "anonymous.": {f"anonymous.column_{name}" for name in LEAVING} | {"anonymous.still_here", "anonymous.nobody"},
        "readers.": {f"readers.{one}{part}" for one in Reader for part in ("", "_help")},
        "mine.": {f"mine.{name}" for name in MINE},
        "mine.is.": {f"mine.is.{part}" for part in ("record", "past", "deed", "beside")},
        "account.column_": {f"account.column_{name}" for name, _ in (*titles(), *key_titles())}
        - {f"account.column_{name}" for name in ("name", "login")},
        "account.state.": {"account.state.active", "account.state.off"},
        "cli.account_": {f"cli.account_{name}" for name in (*DEEDS, "key", "authorized-keys")},
        "cli.account_arg_": {f"cli.account_arg_{name}" for name in ("who", "role", "what", "named", "fingerprint")},
        "teaching.each.": {f"teaching.each.{kind}" for kind in ("class", "teacher", "room")},
        "teaching.column.": {f"teaching.column.{name}" for name in ("time", "class", "subject", "sentence")},
        "ladder.column.": {f"ladder.column.{name}" for name in LADDER_COLUMNS},
        "panel.": {f"panel.{state}" for state in ("given", "planned", "missing")},
        "panel.column.": {f"panel.column.{name}" for name in PANEL_COLUMNS},
        "week.more_": {f"week.more_{name}" for name in MENU},
        "reflections.box.": {f"reflections.box.{box}" for box in BOXES},
        "reflections.limit.": {f"reflections.limit.{name}" for name in LIMITS},
        "reflections.sitting_": {f"reflections.sitting_{what}" for what in ("filed", "read", "returned")},
        "reflections.count.": {f"reflections.count.{name}" for name in (*OWED, *COUNTED_LESSONS, *EXCHANGES)},
        "reflections.heading.": {f"reflections.heading.{name}" for heads in HEADINGS.values() for name in heads},
        "reflections.state.": {f"reflections.state.{state}" for state in STATES},
        "intake.outcome.": {f"intake.outcome.{one}" for one in ("taken", "waiting", "again", "here", "left_out")},
        "intake.column.": {f"intake.column.{name}" for name in TAKE_COLUMNS},
        "intake.doubt.": {f"intake.doubt.{doubt}" for doubt in DOUBTS},
        "texts.why.": {f"texts.why.{why}" for why in REASONS_UNREAD},
        "texts.kind.": {f"texts.kind.{kind}" for kind in ("docx", "doc", "rtf", "odt", "pdf", "text")},
        "reflections_verb.": {f"reflections_verb.{name}" for name in (*REFLECTION_DEEDS, *COUNTS)},
        "likeness.column.": {f"likeness.column.{name}" for name in LIKE},
        "collection.column.": {f"collection.column.{name}" for name in FILING_COLUMNS},
        "collection.paper.": {f"collection.paper.{name}" for name in ("index", "limits", "booklet", "records")},
        "likeness.relation.": {f"likeness.relation.{name}" for name in ("own", "peer", "earlier")},
        "find.column.": {f"find.column.{name}" for name in FOUND},
        "paper.row.": {f"paper.row.{name}" for name in (*NOTICE_COLUMNS, *SLIP_COLUMNS)},
        "leading.column.": {f"leading.column.{name}" for name in LEADING_COLUMNS},
        "leading.level_": {f"leading.level_{level}" for level in range(3)},
        "paper.column.": {f"paper.column.{name}" for name in SCHOOL_COLUMNS},
        "pairing.column.": {f"pairing.column.{name}" for name in (*PACE_FIRST, *PACE_LAST)},
        "cli.pairing_": {f"cli.pairing_{deed}" for deed in ("log", "pace", "agreement", "ceremony", "evaluate")},
        "needs.by.": {f"needs.by.{section}" for section in SECTIONS},
        "pairing_board.because_": {f"pairing_board.because_{why}" for why in ("pinned", "wished", "best")},
        "pairing_board.profile_": {f"pairing_board.profile_{name}" for name in PAIR_PROFILES},
        "pairing_board.wish_": {f"pairing_board.wish_{name}" for name in (*PAIR_WISHES, *PAIR_OWN)},
        "plan_book.": {"plan_book.hidden", "plan_book.uncounted"},
        "plan_book.kind_": {f"plan_book.kind_{kind}" for kind in LINKS},
        "plan_book.per_": {f"plan_book.per_{per}" for per in PERIODS},
        "plan_book.edit_": {f"plan_book.edit_{part}" for part in ("number", "per", "measure", "title")},
        "plan_book.needs_": {f"plan_book.needs_{what}" for what in ("read", "file", "summary", "next")},
        "plan_book.column_": {f"plan_book.column_{name}" for name in (*BOOK_COLUMNS, *PROMISES)},
        "plan_paper.column_": {f"plan_paper.column_{name}" for name in SUMMARY_COLUMNS},
        "store.table.": {f"store.table.{name}" for name in tables},
    }


OPEN_FAMILIES = (
    "column_help.",
    "history.setting.",
    "store.field.",
    "action.",
    "code_list.",
    "verb.plan_",
    "store.table.",
    "register.",
    "rights.area.",
)
"""Families in which a word may be missing (the code then says something else) or stands for data that may come."""


@cache
def sources() -> list[tuple[Path, ast.Module]]:
    paths = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
    return [(path, ast.parse(path.read_text("utf-8"))) for path in paths]


def calls() -> Iterator[tuple[str, str, set[str], bool]]:
    """Every ``t("key", name=…)``: where, the key, the blanks it fills, whether it may fill more (``**``)."""
    for path, tree in sources():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                names = {keyword.arg for keyword in node.keywords if keyword.arg}
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield where, first.value, names, any(keyword.arg is None for keyword in node.keywords)


def literals() -> set[str]:
    """Every string in the source that looks like a key."""
    return {
        node.value
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    }


def every_key(language: str) -> dict[str, str]:
    return {f"{area}.{name}": words for area in areas(language) for name, words in catalogue(language, area).items()}


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_the_source_asks_for_is_there(language: str):
    known = every_key(language)
    missing = [f"{where} {key}" for where, key, _, _ in calls() if key not in known]
    missing += [key for keys in families().values() for key in sorted(keys) if key not in known]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_blank_is_filled(language: str):
    known = every_key(language)
    wrong = [
        f"{where} {key} lacks {sorted(blanks(known[key]) - names)}"
        for where, key, names, more in calls()
        if key in known and names and not more and not blanks(known[key]) <= names
    ]
    assert not wrong, "\n".join(wrong)


def test_both_languages_have_the_same_words_with_the_same_blanks():
    chinese, english = (every_key(language) for language in LANGUAGES)
    assert set(chinese) ^ set(english) == set()
    assert [key for key in chinese if blanks(chinese[key]) != blanks(english[key])] == []


def test_no_word_is_left_over():
    used = literals() | {key for keys in families().values() for key in keys}
    left = [key for key in every_key(LANGUAGES[0]) if key not in used and not key.startswith(OPEN_FAMILIES)]
    assert not left, "\n".join(left)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_holds_a_character_of_uncertain_width(language: str):
    wrong = {
        key: sorted(bad)
        for key, words in every_key(language).items()
        if (bad := {character for character in words if not certain(character)})
    }
    assert not wrong, wrong


def certain(character: str) -> bool:
    """Whether every terminal gives the character the same number of cells: ASCII, Chinese, full-width signs."""
    if character.isascii():
        return character.isprintable() or character == "\n"
    return character in PUNCTUATION or (
        unicodedata.east_asian_width(character) in ("W", "F") and unicodedata.category(character) == "Lo"
    )


def test_english_words_agree_with_their_number():
    use("en")
    assert t("roster.rows", count=1) == "1 row"
    assert t("roster.rows", count=0) == "0 rows"
    assert t("grid.pasted", rows=1, cells=2).startswith("Pasted 1 row, 2 cells changed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_line_of_a_help_text_is_complete_for_the_keys_come_after_it(language: str):
    helps = {key: words for key, words in every_key(language).items() if re.search(r"(^|[._])help$", key)}
    assert len(helps) > 20
    assert not [key for key, words in helps.items() if words.partition("\n")[0].rstrip().endswith((":", "："))]
