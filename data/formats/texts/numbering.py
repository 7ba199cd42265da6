"""The numbers that Word puts before paragraphs by itself (automatic numbering): '一、', '(二)', '3.'.

They stand nowhere in a paragraph's own text: a list definition says how they look, and they are counted while reading.
"""

from __future__ import annotations

from typing import Any, NamedTuple

_DIGITS = "零一二三四五六七八九"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_NO_LIST = "0"


class Level(NamedTuple):
    """How one level of a list counts: '%1、' of 'chineseCounting' from 1."""

    shown_as: str
    text: str
    start: int


class Numbering:
    """Counts the paragraphs of one document; ask for each in its order, once."""

    def __init__(self, document: Any) -> None:
        from docx.oxml.ns import qn

        self._qn = qn
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._styles = {style.style_id: style.element for style in document.styles}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(relation.target_part.element)

    def label(self, paragraph: Any) -> str:
        """What Word shows before that paragraph; '' for nothing, or a bullet."""
        number, depth = self._place(paragraph)
        levels = self._levels.get(self._list_of.get(number, ""), {})
        level = levels.get(depth)
        if level is None:
            return ""
        counted = self._count(number, depth, levels)
        if level.shown_as in ("bullet", "none"):
            return ""
        text = level.text
        for place, own in levels.items():
            shown = shown_as(counted.get(place, own.start), own.shown_as)
            text = text.replace(f"%{place + 1}", shown)
        return text + " " if text[-1:].isascii() and text else text

    def _count(self, number: str, depth: int, levels: dict[int, Level]) -> dict[int, int]:
        """Count one more at that depth; whatever lies deeper begins anew."""
        counted = self._counted.setdefault(self._list_of[number], {})
        for place, start in self._restarts.pop(number, {}).items():
            counted[place] = start - 1
        counted[depth] = counted.get(depth, levels[depth].start - 1) + 1
        for deeper in [place for place in counted if place > depth]:
            del counted[deeper]
        return counted

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list and the depth that a paragraph stands in, by itself or by its style; '' for none."""
        found = self._listed(paragraph)
        style = paragraph.style
        seen: set[str] = set()
        while found is None and style and style not in seen:
            seen.add(style)
            element = self._styles.get(style)
            if element is None:
                break
            found = self._listed(element)
            based = element.find(self._qn("w:basedOn"))
            style = based.get(self._qn("w:val")) if based is not None else None
        number, depth = found or ("", 0)
        return ("" if number == _NO_LIST else number), depth

    def _listed(self, element: Any) -> tuple[str, int] | None:
        listed = element.find(f"{self._qn('w:pPr')}/{self._qn('w:numPr')}")
        number = self._value(listed, "w:numId") if listed is not None else ""
        return (number, _whole(self._value(listed, "w:ilvl"))) if number else None

    def _read(self, root: Any) -> None:
        for definition in root.iterfind(self._qn("w:abstractNum")):
            self._levels[definition.get(self._qn("w:abstractNumId"))] = {
                _whole(level.get(self._qn("w:ilvl"))): Level(
                    self._value(level, "w:numFmt"),
                    self._value(level, "w:lvlText"),
                    _whole(self._value(level, "w:start"), 1),
                )
                for level in definition.iterfind(self._qn("w:lvl"))
            }
        for listed in root.iterfind(self._qn("w:num")):
            number = listed.get(self._qn("w:numId"))
            self._list_of[number] = self._value(listed, "w:abstractNumId")
            self._restarts[number] = {
                _whole(change.get(self._qn("w:ilvl"))): _whole(self._value(change, "w:startOverride"), 1)
                for change in listed.iterfind(self._qn("w:lvlOverride"))
                if change.find(self._qn("w:startOverride")) is not None
            }

    def _value(self, element: Any, name: str) -> str:
        found = element.find(self._qn(name))
        return str(found.get(self._qn("w:val")) or "") if found is not None else ""


def shown_as(number: int, kind: str) -> str:
    """12 as '12', '十二', '１２' or, of a kind that schools do not use, as '12'."""
    if kind in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return f"{'' if tens < 2 else _DIGITS[tens]}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"
    if kind == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if kind == "lowerLetter" else "A") + number - 1)
    return str(number)


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
