r"""Detectors of one's own, written down as TOML: what a firm calls a customer number is known to that firm alone.

One file holds one detector, or several under `[[detector]]`. What is wrong with one is said before it runs, and one that is
slow on any text is refused, for a scan reads what strangers sent.

>>> (definition,) = read('''
... name = "Customer number"
... category = "business-identifier"
... regex = 'C-\\d{5}'
... labels = ["customer no"]
... must_match = ["Please quote [[C-48213]]."]
... must_not_match = ["AC-482131"]
... ''', "customer.toml")
>>> definition.ident, problems(definition)
('custom-customer-number', [])
>>> [(m.detector, m.confidence.value) for m in own_matches("Customer no: C-48213", (definition,))]
[('custom-customer-number', 'verified')]
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from bailee.detectors import check_digits
from bailee.detectors.engine import detect, detect_only
from bailee.detectors.expressions import LONGEST, faults, nearly, triggers, widths
from bailee.detectors.interface import Candidate, Detector, Judgement, Label, Score, Shape, words
from bailee.detectors.plans import least_digits
from bailee.errors import CannotRead, InvalidInput, line_of
from bailee.text import Match, Text
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Locator

PREFIX = "custom-"
LARGEST = 1 << 20  # bytes of a file
MOST_WORDS = 2_000
SHORTEST_WORD = 3
_PROBABILITY = {Confidence.POSSIBLE: 0.5, Confidence.LIKELY: 0.93, Confidence.VERIFIED: 0.995}
_OFTEN = 0.02  # stops a character of ordinary text, from which on a detector is felt
_APART = re.compile(r"[\s.\-/]+")
_HERE = Locator(("example",))


@dataclass(frozen=True, slots=True)
class Definition:
    """One detector of one's own. Plain data: it goes to the processes that read files."""

    ident: str  # `custom-` and its name
    name: str
    category: str  # row of vocabulary.DATA_CATEGORIES
    regex: str = ""
    words: tuple[str, ...] = ()
    ignore_case: bool = False
    whole: bool = True  # no letter or digit may stand before or after
    check: str = ""  # name of a check digit
    labels: tuple[str, ...] = ()  # words before a value, or over its column
    headings: tuple[str, ...] = ()  # words over its column or in its key only
    context: tuple[str, ...] = ()  # words near it
    needs: str = ""  # label: only after one, or under one; context: only with such a word or label near
    confidence: Confidence = Confidence.LIKELY  # of its form and check alone
    confidence_with_context: Confidence = Confidence.VERIFIED
    source: str = ""
    must_match: tuple[str, ...] = ()  # [[value]] marks what exactly
    must_not_match: tuple[str, ...] = ()
    file: str = ""  # name of the file it stands in

    @property
    def pattern(self) -> str:
        """The whole expression: words as alternatives, with its edges."""
        flags, body = _flags(self.regex)
        if self.words:
            # the longest first: `Falcon Two` is not to be read as `Falcon`
            body = "|".join(_word(word) for word in sorted(self.words, key=len, reverse=True))
        inside = flags + ("i" if self.ignore_case and "i" not in flags else "")
        body = f"(?{inside}:{body})" if inside else f"(?:{body})"
        return rf"(?<![^\W_]){body}(?![^\W_])" if self.whole else body


def _word(word: str) -> str:
    return r"\s{1,3}".join(re.escape(part) for part in word.split())


def _flags(regex: str) -> tuple[str, str]:
    """Flags written at the start of an expression, and the rest."""
    match = re.match(r"\(\?([ims]+)\)", regex)
    return (match[1], regex[match.end() :]) if match else ("", regex)


# --- reading


_KEYS: dict[str, type] = {
    "name": str, "ident": str, "category": str, "regex": str, "words": list, "words_file": str, "ignore_case": bool,
    "inside_words": bool, "check_digit": str, "labels": list, "headings": list, "context": list, "needs": str,
    "confidence": str, "confidence_with_context": str, "source": str, "must_match": list, "must_not_match": list,
}  # fmt: skip


def read(content: str, file: str, folder: Path | None = None) -> tuple[Definition, ...]:
    """Definitions in the text of a file. InvalidInput says which detector and which key is wrong, and how it should be."""
    try:
        table = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(f'"{file}" is no TOML{line_of(error)}', hint="see docs/custom-detectors.md") from None
    several: Any = table.get("detector")
    if several is not None and (not isinstance(several, list) or not all(isinstance(row, dict) for row in several)):
        raise InvalidInput(f'"{file}": detector is no list of tables', hint="begin each with a line [[detector]]")
    if several is not None and len(table) > 1:
        other = next(key for key in table if key != "detector")
        raise InvalidInput(f'"{file}": "{other}" stands outside [[detector]]', hint="move it below one")
    made = tuple(_definition(row, file, folder) for row in (several if several is not None else [table]))
    if not made:
        raise InvalidInput(f'"{file}" holds no detector', hint="see docs/custom-detectors.md")
    return made


def _definition(row: dict[str, Any], file: str, folder: Path | None) -> Definition:
    given = row.get("name")
    called: str = given if isinstance(given, str) else ""
    where = f'"{file}", detector "{called}"' if called else f'"{file}"'

    def wrong(what: str, hint: str = "see docs/custom-detectors.md") -> InvalidInput:
        return InvalidInput(f"{where}: {what}", hint=hint)

    for key, value in row.items():
        if key not in _KEYS:
            raise wrong(f'there is no key "{key}"', "keys are: " + " ".join(_KEYS))
        members: Any = value if isinstance(value, list) else ()
        if not isinstance(value, _KEYS[key]) or not all(isinstance(member, str) for member in members):
            kind = {str: "text", bool: "true or false", list: "a list of texts"}[_KEYS[key]]
            raise wrong(f'"{key}" is to be {kind}')
    if not called.strip():
        raise wrong("it has no name", 'such as name = "Customer number"')
    ident: str = row.get("ident") or re.sub(r"[^a-z0-9]+", "-", called.lower()).strip("-")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", ident):
        raise wrong(f'"{ident}" is no ident', "small letters and digits, parted by -")
    category = row.get("category", "")
    if category not in DATA_CATEGORIES:
        raise wrong(f'there is no category "{category}"', "one of: " + " ".join(DATA_CATEGORIES))
    listed = tuple(row.get("words", ()))
    if "words_file" in row:
        listed += _listed(row["words_file"], folder, wrong)
    listed = tuple(dict.fromkeys(" ".join(word.split()) for word in listed if word.strip()))
    if bool(row.get("regex")) == bool(listed):
        raise wrong('it needs either "regex" or "words"')
    if row.get("needs", "") not in ("", "label", "context"):
        raise wrong('"needs" is neither "label" nor "context"')
    if row.get("needs") == "label" and not (row.get("labels") or row.get("headings")):
        raise wrong("it needs a label, and has none", 'such as labels = ["customer no"]')
    if row.get("needs") == "context" and not (row.get("context") or row.get("labels")):
        raise wrong("it needs words near it, and names none", 'such as context = ["customer"]')
    sure = {}
    for key, usual in (("confidence", Confidence.LIKELY), ("confidence_with_context", Confidence.VERIFIED)):
        try:
            sure[key] = Confidence(row.get(key, usual))
        except ValueError:
            raise wrong(f'"{key}" is none of {", ".join(Confidence)}') from None
    return Definition(
        ident=PREFIX + ident.removeprefix(PREFIX),
        name=" ".join(called.split()),
        category=category,
        regex=row.get("regex", ""),
        words=listed,
        ignore_case=row.get("ignore_case", bool(listed)),
        whole=not row.get("inside_words", False),
        check=row.get("check_digit", ""),
        labels=_phrases(row.get("labels", ())),
        headings=_phrases(row.get("headings", ())),
        context=_phrases(row.get("context", ())),
        needs=row.get("needs", ""),
        confidence=sure["confidence"],
        confidence_with_context=max(sure["confidence_with_context"], sure["confidence"]),
        source=row.get("source", ""),
        must_match=tuple(row.get("must_match", ())),
        must_not_match=tuple(row.get("must_not_match", ())),
        file=file,
    )


def _phrases(given: Iterable[str]) -> tuple[str, ...]:
    """Words as the engine takes them: small letters, single blanks, none for the marks that it takes as blanks anyway."""
    return tuple(dict.fromkeys(" ".join(re.split(r"[\s_.\-]+", phrase.lower().strip(" :=_.-"))) for phrase in given))


def _listed(name: str, folder: Path | None, wrong: Any) -> tuple[str, ...]:
    path = Path(name)
    if folder is None or path.is_absolute() or ".." in path.parts:
        raise wrong('"words_file" is no file beside this one', "the name of a text file in the same folder")
    try:
        with (folder / path).open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError:
        raise wrong("the file of words cannot be read", "put it into the same folder") from None
    if len(content) > LARGEST:
        raise wrong("the file of words is too big", "`bailee known-values import` takes long lists")
    return tuple(line for line in content.decode("utf-8-sig", "replace").splitlines() if not line.startswith("#"))


def files_of(path: Path) -> list[Path]:
    """The file itself, or every *.toml file of a folder. CannotRead where there is neither."""
    try:
        if path.is_dir():
            return sorted(each for each in path.iterdir() if each.suffix == ".toml" and each.is_file())
        if path.is_file():
            return [path]
    except OSError:
        pass
    raise CannotRead(f'there are no detectors at "{path}"', hint="name a TOML file, or a folder of them")


def read_file(path: Path) -> tuple[Definition, ...]:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError:
        raise CannotRead(f'cannot read "{path}"', hint="see to the rights of that file") from None
    if len(content) > LARGEST:
        raise InvalidInput(
            f'"{path.name}" is too big for detectors', hint="`bailee known-values import` takes long lists"
        )
    try:
        return read(content.decode("utf-8-sig"), path.name, path.parent)
    except UnicodeDecodeError:
        raise InvalidInput(f'"{path.name}" is no UTF-8', hint="save it as UTF-8") from None


def load(paths: Iterable[Path]) -> tuple[Definition, ...]:
    """Definitions of files and folders, ready to run. InvalidInput where one is refused; what only warns is not said."""
    made: dict[str, Definition] = {}
    for path in paths:
        for file in files_of(path):
            for definition in read_file(file):
                if definition.ident in made and made[definition.ident] != definition:
                    raise InvalidInput(f'there are two detectors "{definition.ident}"', hint="give one another ident")
                made[definition.ident] = definition
    for definition in made.values():
        refused = [problem for problem in problems(definition, quick=True) if problem.refused]
        if refused:
            raise InvalidInput(
                f'"{definition.file}", detector "{definition.name}": {refused[0].what}',
                hint=f"`bailee detectors check {definition.file}` says everything that is wrong with it",
            )
    return tuple(made.values())


# --- running


def own_detectors(definitions: Iterable[Definition]) -> tuple[Detector, ...]:
    """Rows as the engine takes them: equal definitions give the same rows, so that a plan is compiled once a process."""
    return tuple(map(detector_of, definitions))


@cache
def detector_of(definition: Definition) -> Detector:
    pattern = definition.pattern
    most = min(widths(pattern)[1], LONGEST)
    stops, _ = triggers(pattern)
    shapes: tuple[Shape, ...] = ()
    if definition.needs != "label":
        # A match may be cut off where the window ends, and is then as long as no value is.
        shapes = (Shape(pattern, tuple(stop.decode() for stop in stops), before=most + 4, after=2 * most + 16),)
    labels: tuple[Label, ...] = ()
    if definition.labels or definition.headings:
        labels = (Label(definition.labels, pattern, definition.headings, wordy=not least_digits(pattern)),)
    return Detector(
        ident=definition.ident,
        name=definition.name,
        category=definition.category,
        source=definition.source or definition.file,
        examples=definition.must_match,
        shapes=shapes,
        labels=labels,
        judge=_judge_of(definition),
    )


def _judge_of(definition: Definition) -> Any:
    context = words(*definition.context, *definition.labels) if definition.context or definition.labels else None
    alone, helped = _PROBABILITY[definition.confidence], _PROBABILITY[definition.confidence_with_context]

    def judge(candidate: Candidate) -> Judgement | None:
        value = candidate.value
        if len(value) > LONGEST or (definition.check and not check_digits.passes(definition.check, value)):
            return None
        score = Score(alone, "its form and check are right" if definition.check else "its form is right")
        if candidate.labelled:
            score.at_least(helped, candidate.said)
        elif context is not None and candidate.near(context):
            score.at_least(helped, candidate.seen("words about it stand near"))
        elif definition.needs:
            return None
        if candidate.heading and candidate.peers < 0.5:
            score.at_most(0.6, "most of its column has another form")
        return score.judgement(normal(value, definition.ignore_case))

    return judge


def normal(value: str, ignore_case: bool = False) -> str:
    """A value without blanks and the marks that part its groups, so that it is one value however it is written."""
    bare = _APART.sub("", value) or value
    return bare.casefold() if ignore_case else bare


def own_matches(content: str, definitions: Iterable[Definition]) -> list[Match]:
    """What these detectors find in a text, and no other."""
    return detect_only(Text.of(content, _HERE), own_detectors(definitions))


# --- checking


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a detector. A refused one does not run; the rest is advice."""

    what: str
    refused: bool = True


def problems(definition: Definition, *, quick: bool = False) -> list[Problem]:
    """Everything that is wrong with a definition. `quick` leaves out what only advises, and trials of what is slow by no means."""
    found = _form(definition)
    if any(problem.refused for problem in found):
        return found
    found += _examples(definition)
    if definition.regex and (not quick or _varies(definition.pattern)):  # a list of words is tried in one way only
        found += _trial(definition)
    if not quick and not any(problem.refused for problem in found):
        found += _beside_others(definition)
    return found


def _form(definition: Definition) -> list[Problem]:
    found = []
    if definition.check and not check_digits.known(definition.check):
        usual = ", ".join(check_digits.USUAL)
        found.append(
            f'there is no check digit "{definition.check}": one of {usual}, or a module of stdnum such as us.ssn'
        )
    if len(definition.words) > MOST_WORDS:
        found.append(
            f"it has {len(definition.words):,} words, more than {MOST_WORDS:,}: `bailee known-values import` takes those"
        )
    short = [number for number, word in enumerate(definition.words, 1) if len(word) < SHORTEST_WORD]
    if short:
        found.append(f"word {short[0]} is shorter than {SHORTEST_WORD} characters and would be found everywhere")
    if definition.regex:
        found += faults(_flags(definition.regex)[1])
    if found:
        return [Problem(what) for what in found]
    if definition.regex and (what := _too_big(definition.pattern)):
        return [Problem(what)]
    if definition.needs == "label":
        return []
    stops, often = triggers(definition.pattern)
    if not stops:
        return [
            Problem(
                "nothing in it has a fixed length, so that it would have to be tried at every character: "
                'give it a part that is always there, or labels and needs = "label"'
            )
        ]
    if often > _OFTEN:
        what = (
            f"it stops about every {max(round(1 / often), 1)} characters of ordinary text, which is slow: "
            'a fixed part that is rare would help, or labels and needs = "label"'
        )
        return [Problem(what, refused=False)]
    return []


def _too_big(pattern: str) -> str:
    """Whether the quick engine finds it too big. What it merely does not know, such as looking around, is no fault."""
    try:
        import hyperscan
    except ImportError:
        return ""
    try:
        hyperscan.Database().compile(expressions=[pattern.encode()], flags=[hyperscan.HS_FLAG_UTF8])
    except hyperscan.HyperscanError as error:
        return "it is too big: put lower upper ends to its repeats" if "too large" in str(error) else ""
    return ""


_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


def _unmarked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its marks, and the spans that they mark."""
    spans, plain, done = [], "", 0
    for mark in _MARK.finditer(example):
        plain += example[done : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[1])))
        plain += mark[1]
        done = mark.end()
    return plain + example[done:], spans


def _examples(definition: Definition) -> list[Problem]:
    found = []
    if not definition.must_match:
        found.append(Problem("it has no example in must_match: nobody can tell whether it works"))
    if not definition.must_not_match:
        found.append(Problem("it has no example in must_not_match: add what looks like it and is not", refused=False))
    for number, example in enumerate(definition.must_match, 1):
        plain, spans = _unmarked(example)
        text = Text.of(plain, _HERE)
        seen = {text.original_span(match.start, match.end) for match in own_matches(plain, (definition,))}
        if not seen or not set(spans) <= seen:
            found.append(Problem(f"must_match, example {number}: {_why_not(definition, plain, bool(seen))}"))
    for number, example in enumerate(definition.must_not_match, 1):
        plain, _ = _unmarked(example)
        matches = own_matches(plain, (definition,))
        if matches:
            first = matches[0]
            where = f"characters {first.start + 1} to {first.end}"
            found.append(Problem(f"must_not_match, example {number}: it matches {where}, {first.confidence.value}"))
    return found


def _why_not(definition: Definition, plain: str, elsewhere: bool) -> str:
    if elsewhere:
        return "it matches there, and not exactly what [[ ]] marks"
    content = Text.of(plain, _HERE).content
    match = re.search(definition.pattern, content)
    if match is None:
        loose = replace(definition, whole=False, ignore_case=True).pattern
        near = re.search(loose, content)
        if near is None:
            return "the pattern is not in it"
        if definition.whole and re.search(replace(definition, whole=False).pattern, content):
            return "the pattern is in it, with a letter or digit right beside it (inside_words = true allows that)"
        return "the pattern is in it in other case (ignore_case = true allows that)"
    if definition.check and not check_digits.passes(definition.check, match[0]):
        return f"the pattern is in it, and its check digit ({definition.check}) is wrong"
    if definition.needs:
        return f"the pattern is in it, without the {definition.needs} that it needs"
    return "the pattern is in it, and the engine does not stop there: report this"


def _beside_others(definition: Definition) -> list[Problem]:
    """Whether another detector takes its examples."""
    found = []
    for number, example in enumerate(definition.must_match, 1):
        plain, _ = _unmarked(example)
        every = detect(Text.of(plain, _HERE), extra=own_detectors((definition,)))
        if every and all(match.detector != definition.ident for match in every):
            what = f"must_match, example {number}: {every[0].detector} is surer of it, and is what will be told"
            found.append(Problem(what, refused=False))
    return found


# --- trying it


_TRIAL_SECONDS = 6  # of CPU for everything that is tried
_TRIAL_LENGTH = 20_000  # characters a text
_SLOWEST = 0.4  # seconds for one of them: 20 a megabyte


def _varies(pattern: str) -> bool:
    """Whether what it matches varies so much in length that its time must be tried; else there is nothing to try."""
    low, high = widths(pattern)
    return high - low > 8


def _trial(definition: Definition) -> list[Problem]:
    """The detector over texts that almost match, in a process that the system ends when it takes too long."""
    told = {field.name: getattr(definition, field.name) for field in fields(definition)}
    command = [sys.executable, "-c", "from bailee.detectors.custom import try_from_stdin; try_from_stdin()"]
    try:
        done = subprocess.run(command, input=json.dumps(told).encode(), capture_output=True, timeout=60, check=False)
        slowest = float(done.stdout) if done.returncode == 0 else _TRIAL_SECONDS
    except (subprocess.TimeoutExpired, ValueError):
        slowest = _TRIAL_SECONDS
    except OSError:
        return [Problem("it could not be tried: no process can be started here", refused=False)]
    if slowest > _SLOWEST:
        megabyte = slowest * 1e6 / _TRIAL_LENGTH
        return [Problem(f"it is too slow on text that almost matches: {megabyte:,.0f} seconds a megabyte")]
    return []


def try_from_stdin() -> None:
    """In a process of its own: seconds of CPU for the worst of the texts, on standard output."""
    told: dict[str, Any] = json.load(sys.stdin)
    for key in ("confidence", "confidence_with_context"):
        told[key] = Confidence(told[key])
    told = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
    definition = Definition(**told)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (_TRIAL_SECONDS + 2, _TRIAL_SECONDS + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(str(max(_times(definition))))


def _times(definition: Definition) -> Iterator[float]:
    own = own_detectors((definition,))
    detect_only(Text.of("warm", _HERE), own)
    begun = time.process_time()
    for content in nearly(definition.pattern, _TRIAL_LENGTH):
        for text in (content, *(f"{label}: {content}" for label in definition.labels[:1])):
            before = time.process_time()
            detect_only(Text.of(text, _HERE), own)
            took = time.process_time() - before
            yield took
            if took > _SLOWEST or time.process_time() - begun > _TRIAL_SECONDS:
                return
