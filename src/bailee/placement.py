"""Who a finding is about: each person is placed once, as employee, customer, patient …, and what is theirs goes with them.

A value stands in papers of many sorts: an account manager in a customer's invoice is no customer, a sole proprietor in a
list of clients stays one. So it is the person who is placed, strongest first: by the roster; as somebody's relative; by
papers of employment; by the labels beside the name and the papers that are about them. A customer who is a person that
trades is a sole proprietor (`sole_proprietors`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bailee.people import Mention, People, Subjects
from bailee.sole_proprietors import Signs, judge
from bailee.vocabulary import STAFF, SubjectCategory

Roster = Mapping[tuple[str, str], SubjectCategory]  # (normal form, fingerprint) → category of that person

_CLIENTS = frozenset({SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR})
# Whom a kind of record may be about, where it is about one of these by itself.
_FAMILIES = (STAFF, _CLIENTS)
_LABELS = {
    "employee": SubjectCategory.EMPLOYEE,
    "applicant": SubjectCategory.APPLICANT,
    "contractor": SubjectCategory.CONTRACTOR,
    "customer": SubjectCategory.CUSTOMER,
    "patient": SubjectCategory.PATIENT,
    "visitor": SubjectCategory.VISITOR,
}
_ASIDE = {"relative": SubjectCategory.FAMILY_MEMBER, "official": SubjectCategory.PERSON}
# Papers that only an employee has; and what such a person is not called by another paper.
EMPLOYMENT = frozenset(
    {"payroll", "personnel-file", "i9-form", "direct-deposit", "performance-review", "disciplinary-record"}
)
_OF_HEALTH = frozenset({"health-insurance", "medical-record", "immunisation-record", "genetic-or-family-history"})
CORRESPONDENCE = frozenset({"archived-mail", "chat-export"})  # about whoever wrote
_YIELDING = frozenset({SubjectCategory.PATIENT, SubjectCategory.APPLICANT, SubjectCategory.CUSTOMER})
_PERSON = SubjectCategory.PERSON
_NOBODY = Subjects(frozenset())


@dataclass(slots=True)
class Paper:
    """A document of a kind of record, with the values in it."""

    kind: str
    subject: SubjectCategory  # whom such a record is about as a rule
    mentions: Sequence[Mention]
    about: Subjects = _NOBODY


class Placement:
    """Everybody whom mentions are about, each with a category."""

    def __init__(
        self,
        people: People,
        mentions: Sequence[Mention],
        usual: Iterable[SubjectCategory],
        papers: Sequence[Paper],
        roster: Roster,
    ) -> None:
        """`usual`: whom each mention is about as a rule, as the kind of its document says."""
        self.people = people
        self.papers = papers
        self._roster: dict[int, SubjectCategory] = {}
        self._place_roster(mentions, roster)
        for paper in papers:
            paper.about = people.subjects(paper.mentions, self._fitting(paper.subject))
        self.category: dict[int, SubjectCategory] = {}
        self.trading: dict[int, str] = {}  # sole proprietors, each with why it is one
        self._place(mentions, usual)
        self.adrift = self._adrift(mentions)  # by category of data: values of nobody who is placed

    def of(self, mention: Mention, otherwise: SubjectCategory) -> SubjectCategory:
        """Whom a mention is about; `otherwise`: as the kind of its document says, where nothing tells of the person."""
        about = self.people.people_of(mention)
        if not about:
            whose = mention.value.whose
            return _ASIDE.get(whose) or _LABELS.get(whose, otherwise)
        if len(about) == 1:
            return self.category.get(about[0], _PERSON)
        placed = Counter(category for person in about if (category := self.category.get(person)))
        if not placed:
            return _PERSON
        return otherwise if otherwise in placed else placed.most_common(1)[0][0]

    def counted(self, paper: Paper) -> Iterable[tuple[int, SubjectCategory]]:
        """The people whom a paper is about, each with the category under which it counts."""
        for person in paper.about.people:
            category = self.category.get(person, paper.subject)
            family = next(
                (family for family in (*_FAMILIES, frozenset[SubjectCategory]()) if paper.subject in family), None
            )
            of_health = category is SubjectCategory.PATIENT and paper.kind in _OF_HEALTH
            if category is SubjectCategory.EMPLOYEE or (family and category in family) or of_health:
                yield person, category
            else:
                yield person, paper.subject

    def members(self, category: SubjectCategory) -> frozenset[int]:
        """Everybody placed in a category."""
        return frozenset(person for person, placed in self.category.items() if placed is category)

    def _adrift(self, mentions: Iterable[Mention]) -> Counter[str]:
        values: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for mention in mentions:
            about, value = self.people.people_of(mention), mention.value
            if (not about and not value.is_companion) or (len(about) == 1 and about[0] not in self.category):
                values[value.category].add(value.key)
        return Counter({category: len(each) for category, each in values.items()})

    def _place_roster(self, mentions: Iterable[Mention], roster: Roster) -> None:
        votes: dict[int, Counter[tuple[bool, SubjectCategory]]] = defaultdict(Counter)
        for mention in mentions if roster else ():
            for form in mention.value.forms:
                category = roster.get(form)
                if category is not None:
                    about = self.people.people_of(mention)
                    if len(about) == 1 and not self.people.is_relative(about[0]):
                        # an address is one person's; a name may be a namesake's
                        votes[about[0]][form[0] == "email" and not mention.value.is_of_an_office, category] += 1
        for person, cast in votes.items():
            self._roster[person] = max(cast, key=lambda vote: (vote[0], cast[vote]))[1]

    def _fitting(self, subject: SubjectCategory) -> _Fitting:
        apart = next((family for family in _FAMILIES if subject in family), None)
        if apart is None:
            return _Fitting(self.people, self._roster, _CLIENTS, only=False)
        return _Fitting(self.people, self._roster, apart, only=True)

    def _place(self, mentions: Sequence[Mention], rules: Iterable[SubjectCategory]) -> None:
        usual: dict[int, Counter[SubjectCategory]] = defaultdict(Counter)
        beside = {  # mentions of others in a paper about one person
            mention
            for paper in self.papers
            if len(paper.about.people) == 1
            for mention in paper.mentions
            if len(about := self.people.people_of(mention)) == 1 and about[0] not in paper.about.people
        }
        labels: dict[int, Counter[SubjectCategory]] = defaultdict(Counter)
        seen: set[tuple[int, Hashable, str]] = set()
        signs: dict[int, Signs] = defaultdict(Signs)
        relatives: set[int] = set()
        people_of, is_relative = self.people.people_of, self.people.is_relative
        for mention, subject in zip(mentions, rules, strict=True):
            about = people_of(mention)
            if len(about) != 1:
                continue
            (person,), value = about, mention.value
            if subject is not _PERSON and not value.lane and mention not in beside:
                usual[person][subject] += 1
            if is_relative(person):
                relatives.add(person)
            signs[person].see(value)
            label = _LABELS.get(value.whose) if value.whose else None
            if label is not None and (person, mention.item, value.whose) not in seen:
                seen.add((person, mention.item, value.whose))
                # "employee" stands on forms of all sorts; whoever is called a patient or an applicant is one
                labels[person][label] += 1 if label is SubjectCategory.EMPLOYEE else 2
        votes: dict[int, Counter[SubjectCategory]] = defaultdict(Counter)
        employed: Counter[int] = Counter()
        for paper in self.papers:
            for person in paper.about.people if paper.kind not in CORRESPONDENCE else ():
                votes[person][paper.subject] += 2 if paper.kind in EMPLOYMENT else 1
                employed[person] += 1 if paper.kind in EMPLOYMENT else -1 if paper.subject in _YIELDING else 0
        hired = {person for paper in self.papers if paper.kind in EMPLOYMENT for person in paper.about.people}
        for person in {*labels, *votes, *self._roster, *relatives, *usual}:
            self.category[person] = self._category(
                person, (votes[person] + labels[person]) or usual[person], person in hired and employed[person] >= 0
            )
            # a name with nothing beside it may be a firm's: nobody's card or account is at stake
            if (
                self.category[person] in _CLIENTS
                and person not in self._roster
                and not self.people.is_bare_name(person)
            ):
                judged = judge(signs[person])
                if judged.is_person:
                    self.category[person] = SubjectCategory.SOLE_PROPRIETOR
                    self.trading[person] = judged.why

    def _category(self, person: int, votes: Counter[SubjectCategory], employed: bool) -> SubjectCategory:
        if person in self._roster:
            return self._roster[person]
        if self.people.is_relative(person):
            return SubjectCategory.FAMILY_MEMBER
        if not votes:
            return _PERSON
        best = max(votes, key=lambda category: (votes[category], category is not SubjectCategory.EMPLOYEE))
        return SubjectCategory.EMPLOYEE if employed and best in _YIELDING else best


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Who can be meant by a document of a kind, as the roster and the labels know."""

    people: People
    roster: Mapping[int, SubjectCategory]
    categories: Collection[SubjectCategory]
    only: bool  # of these categories only, or none of these

    def __call__(self, person: int) -> bool:
        category = self.roster.get(person)
        return category is None or (category in self.categories) is self.only
