"""Questions for counsel, in order of risk: what no fact answers, what words nobody reviewed, where consent is doubtful.

Each says what it rests on and where that comes from, which rules, what we propose until it is answered, and what turns on
the answer. Nothing here answers it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bailee.counsel.reviews import Reviews
from bailee.counsel.texts import Text, TextKind, digest, read_in, rule_text
from bailee.matrix import Row, number
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.obligations.load import members
from bailee.reports.report import Report
from bailee.reports.words import SUBJECTS, inside, people
from bailee.vocabulary import DATA_CATEGORIES, STAFF, Severity, State

READ_AS = {
    "verified_primary": "read in the statute",
    "secondary_quoting_primary": "read in a quotation of the statute",
    "verified_secondary": "read in a secondary source",
    "good_practice": "no law, good practice",
    "unverified": "not verified",
}
_FACTS = 6
_NAMED = 3


class Risk(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Law:
    """A rule that a question is about."""

    ident: str
    name: str
    citation: str
    read_as: str
    source: str
    penalty: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a question rests on, and where that comes from."""

    says: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person of law has to settle."""

    ident: str
    sort: str  # for-counsel, to-decide, consent, notice, unverified, or what another part calls its own
    text: str
    why: str
    facts: tuple[Fact, ...] = ()
    laws: tuple[Law, ...] = ()
    proposal: str = ""
    turns_on: str = ""
    weight: int = 0
    because: str = ""  # why the risk is what it is
    about: Text | None = None  # the text that it is about, where it asks whether words are good

    @property
    def risk(self) -> Risk:
        return Risk.HIGH if self.weight >= 36 else Risk.MEDIUM if self.weight >= 18 else Risk.LOW

    @property
    def sha256(self) -> str:
        """Of what was asked: an answer is to these words."""
        return self.about.sha256 if self.about else digest(self.text, (self.proposal,))


def question_ident(sort: str, text: str) -> str:
    """The same question has the same ident, whenever it is asked."""
    return f"question-{hashlib.sha256(f'{sort}|{text}'.encode()).hexdigest()[:10]}"


def questions(
    report: Report, texts: Iterable[Text], reviews: Reviews, *, others: Iterable[Question] = ()
) -> tuple[Question, ...]:
    """Everything that waits for counsel, the gravest first. `texts`: notices and letters; `others`: of other parts."""
    made = [
        *_for_counsel(report, reviews),
        *_to_decide(report, reviews),
        *_consent(report, reviews),
        *(_words(text, report) for text in texts if not reviews.of(text).is_reviewed),
        *_unverified(report, reviews),
        *others,
    ]
    unique = {each.ident: each for each in made}
    return tuple(sorted(unique.values(), key=lambda each: (-each.weight, each.sort, each.text)))


# ---- what they rest on ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ground:
    """The rows that obligations speak about, and how grave they are."""

    rows: tuple[Row, ...]
    weight: int
    because: str


def _ground(report: Report, obligations: Sequence[Obligation], reviews: Reviews) -> _Ground:
    rows = sorted(
        {
            id(row): row
            for row in report.rows
            for each in obligations
            if each.touches.row(row.category, row.subject) and _is_narrow(each)
        }.values(),
        key=lambda row: (-row.severity.rank, -row.people.high, row.category),
    )
    columns = {column for each in obligations for column in each.touches.columns}
    red = [row for row in rows if any(cell.state is State.RED for name, cell in row.cells.items() if name in columns)]
    named = {category for each in obligations for category in each.touches.categories if category in DATA_CATEGORIES}
    severities = [row.severity for row in rows] or [DATA_CATEGORIES[each].severity for each in named]
    worst = max(severities, default=Severity.LOW)
    penalties = any(_penalty(each, reviews) for each in obligations)
    is_wide = not named and any(not each.touches.categories and each.touches.columns for each in obligations)
    weight = 10 * worst.rank + 8 * bool(red) + 4 * penalties + 14 * is_wide + min(len(obligations), 4)
    said = [f"{worst.value} harm to people if it goes wrong"] if rows or named else []
    if is_wide:
        said.append("it speaks about everything that is held")
    if red:
        said.append(f"{number(len(red), 'row')} of the table {'is' if len(red) == 1 else 'are'} red")
    if penalties:
        said.append("a penalty is threatened")
    return _Ground(tuple(rows), weight, "; ".join(said) or "nothing that is held now hangs on it")


def _is_narrow(obligation: Obligation) -> bool:
    """Whether it names categories: one that speaks about all says nothing of a particular row."""
    return bool(obligation.touches.categories)


def _penalty(obligation: Obligation, reviews: Reviews) -> str:
    rule = reviews.rule(obligation.ident)
    return rule.penalty if rule else ""


def _facts(report: Report, obligations: Sequence[Obligation], rows: Sequence[Row]) -> tuple[Fact, ...]:
    reasons = dict.fromkeys(reason for each in obligations for reason in each.why.split("; ") if reason)
    facts = [_fact(reason) for reason in reasons]
    scanned = f"scan that ended {report.looked.ended_at:%-d %b %Y}" if report.looked.ended_at else "declared"
    by_key = {(each.category, each.subject): each for each in report.holdings}
    for row in rows[:_NAMED]:
        held = by_key.get((row.category, row.subject))
        where = f" in {number(len(held.stores), 'store')}" if held and held.stores else ""
        states = ", ".join(f"{name}: {cell.word.lower()}" for name, cell in row.cells.items())
        about = people(row.people) if row.people.high else SUBJECTS[row.subject].lower()
        facts.append(
            Fact(
                f"{row.label}, {SUBJECTS[row.subject].lower()}: {about}{where} ({states})",
                scanned if held and held.found else "declared by the organisation",
            )
        )
    return tuple(facts[:_FACTS])


def _fact(reason: str) -> Fact:
    """A reason of an obligation, and the origin that stands in its last brackets.

    >>> _fact("telephone use is monitored (found in 1 store)")
    Fact(says='Telephone use is monitored', origin='found in 1 store')
    """
    said, _, origin = reason.rpartition(" (")
    if said and origin.endswith(")") and origin.startswith(_ORIGINS):
        return Fact(_sentence(said), origin[:-1])
    return Fact(_sentence(reason), "declared by the organisation")


_ORIGINS = ("found in ", "follows ", "logs ")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _laws(obligations: Iterable[Obligation], reviews: Reviews) -> tuple[Law, ...]:
    return tuple(
        Law(
            each.ident,
            each.name,
            _short(each),
            READ_AS.get(each.confidence, each.confidence.replace("_", " ")),
            read_in(each.source),
            _penalty(each, reviews),
        )
        for each in obligations
    )


def _short(obligation: Obligation) -> str:
    """A citation that a heading has room for; the rule's name where there is none that says something."""
    short = obligation.short or obligation.citation
    return short if any(character.isdigit() for character in short) and len(short) <= 60 else obligation.name


def _why(obligations: Sequence[Obligation], ground: _Ground, reviews: Reviews) -> str:
    held = ", ".join(
        dict.fromkeys(f"{inside(row.label)} of {SUBJECTS[row.subject].lower()}" for row in ground.rows[:_NAMED])
    )
    if held:
        said = f"It concerns {held}."
    elif any(not each.touches.categories for each in obligations):
        said = "It speaks about all personal data, whatever its kind."
    else:
        said = "No row of the inventory is named by it."
    penalty = next((found for each in obligations if (found := _penalty(each, reviews))), "")
    return f"{said} Penalty, as we read it: {penalty}." if penalty else said


# ---- one function a sort --------------------------------------------------------------------------------------------

_LIVE = (ObligationState.APPLIES, ObligationState.COMING)


def _for_counsel(report: Report, reviews: Reviews) -> list[Question]:
    """What a rule's own row in the table leaves to counsel; the same question of two rules is one."""
    asked: dict[str, list[Obligation]] = {}
    notes: dict[str, dict[str, None]] = {}
    for each in report.obligations:
        if each.state in _LIVE:
            for text, note in each.asked:
                asked.setdefault(text, []).append(each)
                notes.setdefault(text, {})[note] = None
    made = []
    for text, obligations in asked.items():
        ground = _ground(report, obligations, reviews)
        sort = "consent" if "consent" in text.lower() and _in_europe(obligations) else "for-counsel"
        duty = obligations[0].duty
        made.append(
            Question(
                question_ident(sort, text),
                sort,
                text,
                _why(obligations, ground, reviews) + _noted(notes[text], text),
                _facts(report, obligations, ground.rows),
                _laws(obligations, reviews),
                _NO_CONSENT if sort == "consent" else f"Until you decide we take the duty as it stands: {duty}",
                f"Whether {number(len(obligations), 'rule')} ({_named(obligations)}) "
                f"{'is' if len(obligations) == 1 else 'are'} met by what we do.",
                max(ground.weight, _watching(report)) + 2 if sort == "consent" else ground.weight + 2,
                ground.because,
            )
        )
    return made


def _watching(report: Report) -> int:
    """How grave it is that staff are watched without a ground: nothing where nobody watches them."""
    return 30 if any(STAFF.intersection(each.watched) for each in report.tools if not each.is_own) else 0


def _noted(notes: Iterable[str], text: str) -> str:
    """What stands in the table where the question comes from, for whoever wants to look it up."""
    said = [_sentence(note).rstrip(".") for note in notes if note not in text]
    return f" Our note in the table: {'; '.join(said)}." if said else ""


_NO_CONSENT = (
    "We do not rest monitoring on consent alone: staff are told in writing, the interest is weighed and written down, and "
    "a works council is heard where there is one. Consent is recorded beside it where you want it."
)


def _in_europe(obligations: Iterable[Obligation]) -> bool:
    europe = members("EU") | {"EU", "GB", "UK"}
    return any(each.jurisdiction.split("-")[0] in europe for each in obligations)


def _consent(report: Report, reviews: Reviews) -> list[Question]:
    """Monitoring of staff in the EU or the UK: whether consent is any ground there is asked even where no rule's row asks."""
    watching = [
        each
        for each in report.obligations
        if each.state in (*_LIVE, ObligationState.TO_DECIDE)
        and _in_europe((each,))
        and (rule := reviews.rule(each.ident)) is not None
        and rule.area == "monitoring"
        and rule.consent
    ]
    if not watching or any("consent" in text.lower() for each in watching for text in each.for_counsel):
        return []
    ground = _ground(report, watching, reviews)
    text = "May monitoring of staff in the EU or the UK rest on their consent, and is consent wanted beside notice?"
    return [
        Question(
            question_ident("consent", text),
            "consent",
            text,
            _why(watching, ground, reviews),
            _facts(report, watching, ground.rows),
            _laws(watching, reviews),
            _NO_CONSENT,
            "On which ground monitoring stands, and whether it has to stop until staff agreed.",
            max(ground.weight, _watching(report)) + 2,
            ground.because,
        )
    ]


def _to_decide(report: Report, reviews: Reviews) -> list[Question]:
    """What hangs on a judgement and on no fact."""
    waiting: dict[str, list[Obligation]] = {}
    for each in report.obligations:
        if each.state is ObligationState.TO_DECIDE:
            for question in each.questions:
                if not question.fact:
                    waiting.setdefault(question.text, []).append(each)
    made = []
    for text, obligations in waiting.items():
        ground = _ground(report, obligations, reviews)
        made.append(
            Question(
                question_ident("to-decide", text),
                "to-decide",
                text,
                f"{number(len(obligations), 'rule')} cannot be decided by facts. {_why(obligations, ground, reviews)}",
                _facts(report, obligations, ground.rows),
                _laws(obligations, reviews),
                "Until you decide we act as if it applied.",
                f"If yes: {'; '.join(each.duty for each in obligations[:2])} If no: nothing is owed under it.",
                ground.weight,
                ground.because,
            )
        )
    return made


def _words(text: Text, report: Report) -> Question:
    """Whether a notice or letter may go out as it stands."""
    drafts = [row for row in report.rows if row.told.state is not State.GREEN]
    worst = max((row.severity for row in drafts), default=Severity.LOW)
    asked = f"May “{text.title}” go out in these words?"
    return Question(
        question_ident("notice", text.ident),
        "notice",
        asked,
        f"Until somebody of law has read it, it prints DRAFT, and nobody counts as told by it. "
        f"{number(len(drafts), 'row')} of the table {'is' if len(drafts) == 1 else 'are'} not green under Told.",
        (Fact(f"Its words have the SHA-256 {text.sha256[:16]}…", text.drafted_by),),
        (),
        "It goes out as it stands in part 2.",
        "Whether people were told in words that hold.",
        10 * worst.rank + 9,
        f"{worst.value} harm to people if it goes wrong; nobody is told in reviewed words",
        about=text,
    )


def _unverified(report: Report, reviews: Reviews) -> list[Question]:
    made = []
    for each in report.obligations:
        if each.state is ObligationState.NAMED_ONLY:
            asked = f"Does a law apply here that we could not verify: {each.name}?"
            made.append(
                Question(
                    question_ident("unverified", each.ident),
                    "unverified",
                    asked,
                    "We found it named and could not read it. It has no duty, no date and no colour here until you say.",
                    _facts(report, (each,), ()),
                    _laws((each,), reviews),
                    "We do nothing on it until you answer.",
                    "Whether there is a duty that we do not know.",
                    3,
                    "it may ask something that nobody does yet",
                )
            )
    return made


def _named(obligations: Sequence[Obligation]) -> str:
    names = list(dict.fromkeys(_short(each) for each in obligations))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more


def rule_texts(report: Report, reviews: Reviews) -> Mapping[str, Text]:
    """Rules that apply or come, whose words nobody of law reviewed, by ident of the text; the gravest first."""
    found: list[tuple[int, str, Text]] = []
    for each in report.obligations:
        rule = reviews.rule(each.ident)
        if each.state in _LIVE and each.is_law and rule is not None and rule.is_verified:
            text = rule_text(rule)
            if not reviews.of(text).is_reviewed:
                found.append((-_ground(report, (each,), reviews).weight, text.ident, text))
    return {ident: text for _, ident, text in sorted(found, key=lambda row: row[:2])}


def kind_of(question: Question) -> TextKind:
    """What a decision over it is about."""
    return question.about.kind if question.about else TextKind.QUESTION
