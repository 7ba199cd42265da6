"""The style sheet that is read once: opening a screen must not parse every style of the program anew."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_Parsed = dict[tuple[Any, ...], list[RuleSet]]

_PARSED: dict[frozenset[tuple[str, str]], _Parsed] = {}
"""What has been parsed in this process, by the look's variables and then by the source. It holds as much as the looks
and the screens that have been shown."""


class RememberingStylesheet(Stylesheet):
    """Textual's style sheet, which looks no source up twice under the same variables.

    Textual parses all of them again whenever a main screen is opened for the first time, 20 ms each.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._known = _known(self._variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of a look; the same ones as before change nothing."""
        if variables == self._variables:
            self._invalid_css = set()
            return
        super().set_variables(variables)
        self._known = _known(variables)

    def reparse(self) -> None:
        """Apply the variables to every source. Raises StylesheetParseError, with the rules as they were."""
        self.parse()

    def _parse_rules(
        self, css: str, read_from: Any, is_default_rules: bool = False, tie_breaker: int = 0, scope: str = ""
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope)
        if key not in self._known:
            self._known[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return self._known[key]


def _known(variables: dict[str, str]) -> _Parsed:
    return _PARSED.setdefault(frozenset(variables.items()), {})
