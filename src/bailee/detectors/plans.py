"""What the engine looks for, made ready once a process: triggers in groups, and behind each group the form or phrases it leads to.

Group `i` of a plan's engine is form `i`; the groups after the forms are phrases of labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from bailee.detectors.interface import Detector, Label, Shape
from bailee.detectors.listing import catalogue
from bailee.detectors.phrases import Words, phrase_pattern, phrases_pattern, unspaced
from bailee.detectors.portable import Portable
from bailee.detectors.triggers import Engine, Groups, Hyperscan, Trigger


class CompiledShape:
    """A form, its expression compiled when it is first met: a command starts without hundreds of them."""

    def __init__(self, detector: Detector, shape: Shape) -> None:
        self.detector = detector
        self.shape = shape
        self.before, self.after, self.needs, self.at = shape.before, shape.after, shape.needs, shape.at
        self.greedy = shape.greedy

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.shape.pattern)

    @cached_property
    def group(self) -> str | int:
        return "value" if "value" in self.pattern.groupindex else 0

    @cached_property
    def then(self) -> re.Pattern[str] | None:
        return re.compile(self.shape.then) if self.shape.then else None


class CompiledLabel:
    """A label, its expressions compiled when they are first needed."""

    def __init__(self, detector: Detector, label: Label) -> None:
        self.detector = detector
        self.label = label
        self.gap, self.reach = label.gap, label.reach
        self.key = detector.ident + label.value
        self.headings = Words((*label.phrases, *label.headings), 0 if label.case else re.IGNORECASE)  # over columns

    @cached_property
    def value(self) -> re.Pattern[str]:
        return re.compile(self.label.value)

    @cached_property
    def group(self) -> str | int:
        return "value" if "value" in self.value.groupindex else 0

    @cached_property
    def digits(self) -> bool:
        """Whether no value is without one."""
        return not any(map(self.value.fullmatch, _WORDY)) and self.gap and not self.label.wordy

    @cached_property
    def digits_alone(self) -> int:
        """Digits that a value has at least: names of files are looked at by the million, and most have fewer."""
        return least_digits(self.label.value)

    @cached_property
    def least(self) -> int:
        """Digits that a value has at least, where it may follow its phrase at once."""
        return self.digits_alone if self.gap else 0

    @cached_property
    def may_be_told(self) -> bool:
        """Whether a sentence may say whose its values are, between phrase and value."""
        return self.gap and self.digits_alone >= 4

    @cached_property
    def may_be_cut(self) -> bool:
        """Whether cells, boxes or the end of a line may cut its values: in fewer digits, any numbers side by side were one."""
        return self.label.cut or (self.gap and self.digits_alone >= CUT)

    def lost(self, value: str) -> str:
        """A value of a column with the zeros before it that a spreadsheet took from it as from any number; empty where none are lost.

        >>> label = CompiledLabel(catalogue()[0], Label(("ssn",), r"\\d{9}"))
        >>> label.lost("12447313"), label.lost("512447313"), label.lost("7313")
        ('012447313', '', '')
        """
        missing = self._fixed - len(value)
        return "0" * missing + value if 0 < missing <= LOST and value.isdecimal() and value.isascii() else ""

    @cached_property
    def _fixed(self) -> int:
        """Digits that each value has; 0 where that differs, or where a spreadsheet would not take one for a number."""
        size = self.digits_alone
        if size < 8 or self.value.fullmatch("1" * size) is None:
            return 0
        return 0 if any(self.value.fullmatch("1" * (size + more)) for more in (1, 2, 3)) else size


CUT = 9  # digits that a value has at least that may be cut
LOST = 2  # zeros that a number may lose


class CompiledPhrase:
    """One phrase and the labels that have it: `tax code` is a word of twenty countries.

    Its longest word is the trigger; `before` and `after` are what may stand around that.
    """

    def __init__(self, phrase: str, before: int, after: int, case: bool) -> None:
        self.phrase, self.case = phrase, case
        self.before, self.after = before, after
        self.labels: list[tuple[CompiledLabel, bool]] = []  # and whether it is only a heading of it

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(phrases_pattern([self.phrase]) if self.case else phrase_pattern(self.phrase))

    @cached_property
    def heading_only(self) -> bool:
        return all(heading for _, heading in self.labels)

    @cached_property
    def digits(self) -> tuple[int, int]:
        """How many digits must stand behind it, at least, and how far behind the trigger the first of them may."""
        labels = [label for label, heading in self.labels if not heading]
        least = min(max(label.least, 1) if label.digits else 0 for label in labels) if labels else 0
        return least, self.after + NEAR + max((label.reach for label in labels), default=0)


NEAR = 48  # from a phrase to the first digit of its value, at most, besides its reach


@dataclass(frozen=True, slots=True)
class Plan:
    engine: Engine
    shapes: tuple[CompiledShape, ...]
    phrases: tuple[tuple[CompiledPhrase, ...], ...]  # longest phrase first
    readers: tuple[Detector, ...]
    labels: tuple[CompiledLabel, ...]
    foreign: Foreign | None = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """Phrases in other letters than ASCII's, which the engine cannot see, by the first such letter of each.

    >>> foreign = foreign_of({"身份": 7, "паспорт": 8})
    >>> list(foreign.ends("我的身份证", 0)), list(foreign.ends("Größe", 0))
    ([(4, 7)], [])
    """

    initials: re.Pattern[str]
    beginnings: dict[
        str, tuple[tuple[str, int], ...]
    ]  # by first letter: what a phrase goes on with, lower case, and its group

    def ends(self, piece: str, shift: int) -> Iterator[tuple[int, int]]:
        """Where their beginnings end in a piece of text, moved by `shift`, and the group of each."""
        others = piece.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
        if self.initials.search(others) is None:
            return
        for match in self.initials.finditer(piece):
            start = match.start()
            for beginning, group in self.beginnings[match[0]]:
                if piece[start : start + len(beginning)].lower() == beginning:
                    yield start + len(beginning) + shift, group


_ASCII = bytes(range(0x80))


def foreign_of(beginnings: dict[str, int]) -> Foreign:
    by_letter: dict[str, list[tuple[str, int]]] = {}
    for beginning, group in beginnings.items():
        for letter in {beginning[0].lower(), beginning[0].upper()}:
            by_letter.setdefault(letter, []).append((beginning, group))
    return Foreign(
        re.compile(f"[{re.escape(''.join(by_letter))}]"), {letter: tuple(rows) for letter, rows in by_letter.items()}
    )


def engine(groups: Groups, *, portable: bool = False, kept: bool = False) -> Engine:
    """The quick engine where its library is there, else the portable one. `kept`: compiled once for many runs."""
    if not portable:
        try:
            return Hyperscan(groups, kept=kept)
        except ImportError:
            pass
    return Portable(groups)


def plan(patterns_only: bool = False, portable: bool = False, only: str = "") -> Plan:
    """What to look for, compiled once a process; workers that fork after `plan()` share it."""
    return _compiled(patterns_only, portable, only)


@cache
def plan_of(detectors: tuple[Detector, ...], portable: bool = False) -> Plan:
    """A plan of one's own detectors. Apart from the catalogue's, which is compiled already where it comes to this."""
    return _plan_of(detectors, portable, False)


@cache
def _compiled(patterns_only: bool, portable: bool, only: str) -> Plan:
    chosen = [
        detector
        for detector in catalogue()
        if (detector.patterns_only or not patterns_only) and (not only or detector.ident == only)
    ]
    return _plan_of(chosen, portable, not only)


def _plan_of(chosen: Sequence[Detector], portable: bool, kept: bool) -> Plan:
    groups: list[list[Trigger]] = []
    shapes: list[CompiledShape] = []
    for detector in chosen:
        for shape in detector.shapes:
            shapes.append(CompiledShape(detector, shape))
            groups.append(
                [Trigger(trigger.encode()) for trigger in shape.triggers]
                + [Trigger(trigger.encode(), outline=True) for trigger in shape.outlines]
            )
    by_word: dict[str, dict[tuple[str, bool], CompiledPhrase]] = {}
    labels: list[CompiledLabel] = []
    for detector in chosen:
        for label in detector.labels:
            compiled = CompiledLabel(detector, label)
            labels.append(compiled)
            for phrase in dict.fromkeys((*label.phrases, *label.headings)):
                key, before, after = _key(phrase)
                known = by_word.setdefault(key, {})
                row = known.setdefault((phrase, label.case), CompiledPhrase(phrase, before, after, label.case))
                row.labels.append((compiled, phrase not in label.phrases))
    others = {key: by_word.pop(key) for key in [key for key in by_word if _is_foreign(key)]}
    groups.extend(_word_triggers(key) for key in by_word)
    beginnings = _beginnings(others)
    return Plan(
        engine(groups, portable=portable, kept=kept),
        tuple(shapes),
        tuple(
            tuple(sorted(rows.values(), key=lambda row: -row.before - row.after))
            for rows in (*by_word.values(), *beginnings.values())
        ),
        tuple(detector for detector in chosen if detector.find is not None),
        tuple(labels),
        foreign_of({beginning: len(groups) + number for number, beginning in enumerate(beginnings)})
        if beginnings
        else None,
    )


def _is_foreign(key: str) -> bool:
    """Whether too little of a key is ASCII to be found by that.

    >>> _is_foreign("身份证"), _is_foreign("numéro"), _is_foreign("инн")
    (True, False, True)
    """
    plain = sum(character.isascii() and character.isalnum() for character in key)
    return not key.isascii() and (plain < 3 or 2 * plain < len(key))


def _beginnings(
    others: dict[str, dict[tuple[str, bool], CompiledPhrase]],
) -> dict[str, dict[tuple[str, bool], CompiledPhrase]]:
    """Phrases by how they go on from their first letter that is not ASCII's, a few letters of it."""
    rows: dict[str, dict[tuple[str, bool], CompiledPhrase]] = {}
    for key, phrases in others.items():
        start = next(number for number, letter in enumerate(key) if not letter.isascii())
        beginning = key[start : start + (2 if unspaced(key[start]) else 4)].partition(" ")[0]
        for name, row in phrases.items():
            row.before = row.after = row.before + row.after  # at least as long as the phrase
            rows.setdefault(beginning, {})[name] = row
    return rows


def _key(phrase: str) -> tuple[str, int, int]:
    """What a phrase is triggered by, and how much of it may stand before the trigger's end, and behind it.

    Of several words, the two neighbours that are longest together: `number` stands everywhere, `member number` does not.
    """
    parts = phrase.split()
    index = max(range(max(len(parts) - 1, 1)), key=lambda number: sum(map(len, parts[number : number + 2])))
    before = sum(len(part) + 3 for part in parts[: index + 2]) + 1
    after = sum(len(part) + 3 for part in parts[index + 2 :]) + 3
    return " ".join(parts[index : index + 2]).lower(), before, after


_WORDY = ("Jane", "Jane Roe", "Roe, Jane", "12 Oak Street")  # what values without figures, or long ones, look like
_JOINTS = ("", " ", "_", "-", ".", ". ", "  ", "\n")


def _word_triggers(key: str) -> list[Trigger]:
    """Triggers for a word or a pair. A short word has its boundaries in it, or `tin` would stop at every `getting`."""
    seen = key.encode("ascii", "replace").decode()  # as the engine sees it
    words = seen.split()
    if len(words) == 2 or "'" in seen:
        forms = [joint.join(words) for joint in (_JOINTS if len(words) == 2 else ("",))]
        marks = ("'", "?", "") if "'" in seen else ("'",)  # a typographic one is not ASCII; or it is left out
        return [Trigger(re.escape(form.replace("'", mark)).encode(), caseless=True) for form in forms for mark in marks]
    body = re.escape(words[0])
    if len(key) > 6 or (len(key) > 4 and not key.isalnum()):
        return [Trigger(body.encode(), caseless=True)]
    if len(key) > 4:  # at `insta` and `instaName`, not at every `install`
        ends = [Trigger(f"{body}{plural}[^A-Za-z]".encode(), caseless=True) for plural in ("", "s")]
        cases = (body, body.capitalize())
        return ends + [Trigger(f"{form}{plural}[A-Z]".encode()) for form in cases for plural in ("", "s")]
    if not key[-1].isalnum():  # ss#
        return [Trigger(f"[^A-Za-z]{body}".encode(), caseless=True)]
    triggers = [
        Trigger(f"[^A-Za-z]{body}[^A-Za-z]".encode(), caseless=True),
        Trigger(f"[^A-Za-z]{body}s[^A-Za-z]".encode(), caseless=True),
    ]
    for form in (body.capitalize(), body.upper()):  # employeeSsn
        triggers.append(Trigger(f"[a-z0-9]{form}[^a-z]".encode()))
    triggers += [Trigger(f"[^A-Za-z]{form}[A-Z]".encode()) for form in (body, body.capitalize())]  # ssnNumber
    return triggers


def least_digits(expression: str) -> int:
    """Digits without which no match of an expression can be: a phrase with fewer behind it need not be looked at.

    >>> least_digits(r"(?P<value>\\d{3}[ -]?\\d{2}[ -]?\\d{4})(?!\\d)"), least_digits(r"[A-Z]\\d{7}|\\d{9}"), least_digits(r"\\w{4}")
    (9, 7, 0)
    """
    return _least(_parser.parse(expression))


def _least(items: Any) -> int:
    total = 0
    for operation, given in items:
        if operation is _constants.IN:
            total += all(
                (kind is _constants.CATEGORY and what is _constants.CATEGORY_DIGIT)
                or (kind is _constants.RANGE and what[0] >= ord("0") and what[1] <= ord("9"))
                or (kind is _constants.LITERAL and chr(what) in "0123456789")
                for kind, what in given
            )
        elif operation is _constants.LITERAL:
            total += chr(given) in "0123456789"
        elif operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            total += given[0] * _least(given[2])
        elif operation is _constants.SUBPATTERN:
            total += _least(given[3])
        elif operation is _constants.ATOMIC_GROUP:
            total += _least(given)
        elif operation is _constants.BRANCH:
            total += min(map(_least, given[1]))
        elif operation is _constants.GROUPREF_EXISTS:
            total += min(_least(given[1]), _least(given[2]) if given[2] is not None else 0)
    return total
