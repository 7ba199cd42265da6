"""Every style is parsed once, and a change of looks still changes what is drawn."""

from __future__ import annotations

from screens.kit.style_sheet import RememberingStylesheet

BEGUN = "Label { color: $own; }"


def colours(sheet: RememberingStylesheet) -> list[str]:
    return [rules.styles.color.hex for rules in sheet.rules]


def test_the_same_variables_find_the_rules_that_are_there() -> None:
    first, second = (RememberingStylesheet(variables={"own": "#102030"}) for _ in range(2))
    for sheet in (first, second):
        sheet.add_source(BEGUN, read_from=("a", "b"))
    assert first.rules[0] is second.rules[0]
    before = first.rules[0]
    first.set_variables({"own": "#102030"})
    first.reparse()
    assert first.rules[0] is before


def test_another_look_has_its_own_rules_and_the_first_one_comes_back() -> None:
    sheet = RememberingStylesheet(variables={"own": "#102030"})
    sheet.add_source(BEGUN, read_from=("a", "b"))
    assert colours(sheet) == ["#102030"]
    for own in ("#405060", "#102030"):
        sheet.set_variables({"own": own})
        sheet.reparse()
        assert colours(sheet) == [own]


def test_a_source_that_is_added_later_is_read_too() -> None:
    sheet = RememberingStylesheet(variables={"own": "#102030"})
    sheet.add_source(BEGUN, read_from=("a", "b"))
    assert len(sheet.rules) == 1
    sheet.add_source("Button { color: $own; }", read_from=("a", "c"))
    sheet.reparse()
    assert colours(sheet) == ["#102030", "#102030"]
