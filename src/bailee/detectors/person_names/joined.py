"""What the rules found, joined with what the model reads in the words around: one probability comes of both."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from math import exp

from bailee.detectors import names_model
from bailee.detectors.interface import Judged, Judgement, Scene, Score
from bailee.detectors.names_model.join import Evidence, evidence, probability
from bailee.detectors.person_names.forms import normal
from bailee.detectors.person_names.heads import is_head, is_place
from bailee.detectors.person_names.reasons import COLUMN, LABEL, OTHER_NAME, PERSONAL, TITLE, TITLE_ABROAD
from bailee.detectors.person_names.tokens import commonness, is_surname
from bailee.text import Part

_SETTLED = frozenset({COLUMN, TITLE_ABROAD})
SURE = 0.97  # of the rules, in a table in which hardly anybody stands
LEAST = 0.4  # of what rules and model say together: below it a name is more often wrong than right
_SAID = (
    (0.85, "the model reads it as a name"),
    (0.5, "the model would rather read it as a name"),
    (0.15, "the model doubts that it is a name"),
    (0.0, "the model does not read it as a name"),
)


def review(scene: Scene, judged: Judged) -> Judged:
    """The names of the rules joined with those that the model sees. A column was judged as a whole: it stays as it is."""
    judged = [row for row in _apart(judged) if COLUMN in row[2].reasons or not _is_of_a_place(scene, row[0])]
    settled = [row for row in judged if not _SETTLED.isdisjoint(row[2].reasons)]
    scene.sure += [(start, end) for start, end, judgement in judged if _is_sure(judgement)]
    # The name of a file is no sentence, and is masked for what may be a name in it: the model would only take away.
    seen = None if scene.text.part is Part.NAME else names_model.answers(scene)
    if seen is None:
        return [_by_rule(row) for row in judged]
    out = [_by_rule(row) for row in settled]
    within = Spans(settled)
    open_rows = [row for row in judged if _SETTLED.isdisjoint(row[2].reasons)]
    spans = Spans(open_rows)
    for told in evidence(seen, [(start, end, judgement.probability) for start, end, judgement in open_rows]):
        low, high = _without_joints(scene.content, told.start, _before_strokes(scene.content, told.start, told.end))
        one = replace(told, start=low, end=high)
        own = spans.meeting(one.start, one.end)
        if not one.figures:  # the model was not asked: for want of time, of any sign, or because the rules are sure
            dull = seen.dull.meet(one.start, one.end)
            keep = SURE if dull else 0.9
            out += [
                _by_rule(row)
                for row in own
                if row[2].probability >= keep or (not dull and seen.may_be(one.start, one.end))
            ]
        elif not within.meeting(one.start, one.end) and (
            own or not (_names_no_person(scene.content, one.start, one.end) or _is_of_a_place(scene, one.start))
        ):
            chance = probability(one.figures)
            if chance >= LEAST:
                out.append((one.start, one.end, _joined(scene.content, one, own, chance)))
    return out


def _before_strokes(content: str, start: int, end: int) -> int:
    """Where a name ends that the model drew into d/b/a, t/a, c/o or w/ behind it."""
    if end - start > 2 and content[end : end + 1] == "/" and content[end - 2].isspace():
        return end - 2
    return end


# What the model, which reads English, draws into a name: the end of a letter before it, a title, a small word behind it.
_JOINT_BEFORE = re.compile(
    r"(?i)(?:cordialement|cordialmente|atentamente|saludos|gr(?:üße|uesse|üsse)|saluti|groeten|hilsen|h[äa]lsningar|respectueusement|bien à vous|sinceramente),\s+"
    r"|(?:sra?|dra|srta|hr|frk|dhr|mevr|sig|dott)\.\s+"
)
_JOINT_BEHIND = re.compile(
    r"(?:['’]s\s+[A-Z]{2,4}|\s+(?:della?|del|de|di|da|do|dos|e|y|et|und|och|og|en|van|von|la|le|el|a))+$"
)


def _without_joints(content: str, start: int, end: int) -> tuple[int, int]:
    """Where a name really begins and ends.

    >>> text = "Cordialement, Giulia Rossi della"
    >>> text[slice(*_without_joints(text, 0, len(text)))]
    'Giulia Rossi'
    """
    if (before := _JOINT_BEFORE.match(content, start, end)) is not None and before.end() < end:
        start = before.end()
    if (behind := _JOINT_BEHIND.search(content, start, end)) is not None and behind.start() > start:
        end = behind.start()
    return start, end


_KEY = re.compile(r"\"([\w .-]{1,40})\"\s{0,3}:\s{0,3}\"$")
_NAME_OF = re.compile(r"(?i)\bname[\s:=\"'_-]{0,6}$")


# Names of numbers that are names of people elsewhere: Iban, Pan, Vin, Tin, Nie.
_NUMBERS = frozenset(
    {"IBAN", "BIC", "PAN", "SIN", "VIN", "TIN", "EIN", "NINO", "DNI", "NIE", "NIF", "CURP", "NIR", "ABA"}
)


_FIGURES = re.compile(r"[ :#.=]{1,3}[\d(+]")

# What sentences and labels in other tongues begin with; one of them is a given name as well: "Merci de virer".
_OPENERS = frozenset(
    [
        "merci",
        "date",
        "objet",
        "adresse",
        "numéro",
        "lieu",
        "nom",
        "veuillez",
        "gracias",
        "fecha",
        "lugar",
        "dirección",
        "domicilio",
        "grazie",
        "data",
        "luogo",
        "indirizzo",
        "datum",
        "geboortedatum",
        "geburtsdatum",
        "anschrift",
        "bitte",
    ]
)


def _is_phrase(value: str) -> bool:
    """Whether it begins as a phrase does, and goes on in small letters: "Date de naissance"."""
    first, *rest = value.split()
    return first.lower() in _OPENERS and bool(rest) and rest[0].islower()


def _is_of_a_place(scene: Scene, offset: int) -> bool:
    """Whether it stands in a column of towns or streets: "Charlotte", "Alameda Ana Clara Castro"."""
    heading = scene.header(offset)
    return bool(heading) and is_place(heading) and not PERSONAL.search(heading)


def _names_no_person(content: str, start: int, end: int) -> bool:
    """Whether a span of the model's own stands in an address of the net or a path, or after "file name:" and the like."""
    if content[start - 1 : start] in tuple("@/\\_#$") or content[end : end + 1] in tuple("@/\\_("):
        return True
    value = content[start:end]
    if not value.strip() or _is_phrase(value) or is_head(value):
        return True
    if value.isupper() and value.isalpha():  # an acronym, unless all of its line is in capitals
        rest = content[end : end + 40].partition("\n")[0]
        if value in _NUMBERS and (rest[:1] == ":" or not rest.isupper()):
            return True
        line = content[max(content.rfind("\n", 0, start), start - 80) + 1 : end]
        is_label = line.strip() == value and _FIGURES.match(rest) is not None  # CLABE 032180000118359719
        if (is_label or not line.isupper()) and not commonness(value) and not is_surname(value):
            return True
    before = content[max(0, start - 60) : start]
    key = _KEY.search(before)
    if key is not None and "nam" not in key[1].lower() and not PERSONAL.search(key[1]):
        return True  # "species": "Adelie"
    labelled = _NAME_OF.search(before)
    return labelled is not None and OTHER_NAME.search(before[: labelled.start()]) is not None


def _is_sure(judgement: Judgement) -> bool:
    """Whether the model need not be asked: after a label 163 of 167 were right, after a title 139 of 145."""
    reasons = judgement.reasons
    return (
        judgement.probability >= (0.93 if TITLE in reasons else 0.95 if LABEL in reasons else SURE) or COLUMN in reasons
    )


class Spans:
    """Judgements that do not overlap, to be asked for by place."""

    def __init__(self, rows: Judged) -> None:
        self._rows = sorted(rows, key=lambda row: row[:2])
        self._starts = [start for start, _, _ in self._rows]

    def meeting(self, start: int, end: int) -> Judged:
        first = max(bisect_right(self._starts, start) - 1, 0)
        return [row for row in self._rows[first : bisect_left(self._starts, end)] if row[1] > start]


def _apart(judged: Judged) -> Judged:
    """Of judgements that overlap the most probable, then the longest; by the span that they mean."""
    rows = sorted(
        (
            judgement.start if judgement.start is not None else start,
            judgement.end if judgement.end is not None else end,
            number,
            judgement,
        )
        for number, (start, end, judgement) in enumerate(judged)
    )
    out: Judged = []
    for start, end, _, judgement in rows:
        mine = (start, end, replace(judgement, start=start, end=end))
        if out and out[-1][1] > start:
            if (judgement.probability, end - start) > (out[-1][2].probability, out[-1][1] - out[-1][0]):
                out[-1] = mine
        else:
            out.append(mine)
    return out


def _joined(content: str, one: Evidence, own: Judged, chance: float) -> Judgement:
    likeness = 1 / (1 + exp(-one.figures[1]))
    said = next(words for least, words in _SAID if likeness >= least)
    score = Score(chance, said)
    if own:
        rule = max((judgement for _, _, judgement in own), key=lambda judgement: judgement.probability)
        score = Score(rule.probability, _says(rule))
        (score.at_least if chance >= rule.probability else score.at_most)(chance, said)
    return score.judgement(normal(content[one.start : one.end]), start=one.start, end=one.end)


def _says(judgement: Judgement) -> str:
    return next((reason for reason in judgement.reasons if isinstance(reason, str)), "it reads as a name")


def _by_rule(row: tuple[int, int, Judgement]) -> tuple[int, int, Judgement]:
    """A judgement of the rules alone, whose one reason is what its probability begins at."""
    start, end, judgement = row
    reasons = Score(judgement.probability, _says(judgement)).reasons
    return start, end, replace(judgement, reasons=tuple(reasons))
