"""Statements to a person: how long one takes over a million findings, and whether another person's data ever stands in one.

    python benchmarks/statements.py                      # 1,000,000 findings, 500 shared files: some minutes, 1 GB of disk
    python benchmarks/statements.py --findings 50000     # a quick look
    python benchmarks/statements.py --findings 0         # the shared files alone

Speed: the store of `people_at_scale.py`, in which names go together over all offices; people are chosen by e-mail address, the
statement is made with everything but values, and its time is that of the call. Shared files: generated, scanned as they are, with
twins, namesakes, households with one phone or one e-mail address, managers' addresses beside other people's numbers, letters about
several; a value in a statement that is not that person's is one too many. Every one of them is compared as text.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import people_at_scale

_GIVEN = [
    "Ann",
    "Ben",
    "Cara",
    "Dan",
    "Eva",
    "Finn",
    "Gwen",
    "Hugo",
    "Iris",
    "Jack",
    "Kate",
    "Liam",
    "Mona",
    "Nils",
    "Olga",
    "Paul",
    "Rosa",
    "Sam",
    "Tina",
    "Owen",
]
_SURNAMES = [
    "Abbott",
    "Barlow",
    "Castro",
    "Dalton",
    "Ellison",
    "Fowler",
    "Garner",
    "Hobbs",
    "Ingram",
    "Jarvis",
    "Keller",
    "Lambert",
    "Mercer",
    "Norton",
    "Osborn",
    "Parsons",
]
_STREETS = ("Oak Street", "Maple Avenue", "Park Road", "Hill Lane")


@dataclass(frozen=True)
class Somebody:
    """A generated person. Numbers are of the sort that tests use: areas of SSNs that are valid in form."""

    name: str
    email: str
    ssn: str
    phone: str
    born: str
    address: str
    tokens: frozenset[str] = field(repr=False, default=frozenset())

    @classmethod
    def of(cls, name: str, email: str, ssn: str, phone: str, born: str, address: str) -> Somebody:
        given, _, surname = name.partition(" ")
        own = (name, given, surname, f"{surname} {given}", email, email.partition("@")[0], ssn, phone, born, address)
        return cls(name, email, ssn, phone, born, address, frozenset(map(_compact, own)))

    def owns(self, written: str) -> bool:
        """Whether a piece of text is theirs: one of their values, in whatever spelling."""
        told = _compact(written)
        if any(told == token or (len(told) > 3 and told in token) for token in self.tokens):
            return True
        numbers = map(_compact, (self.email, self.ssn, self.phone, self.born, self.address))
        return any(len(number) > 6 and number in told for number in numbers)


def _compact(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


class Cases:
    """Shared files, each about several people."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0

    def person(self, **fixed: str) -> Somebody:
        self.number += 1
        draw, n = self.random, self.number
        name = fixed.get("name") or f"{draw.choice(_GIVEN)} {draw.choice(_SURNAMES)}"
        ssn = f"{draw.randint(1, 665):03}-{draw.randint(1, 99):02}-{n % 9_999 + 1:04}"
        area, line = draw.choice(("518", "212", "415", "617")), f"{n % 10_000:04}"
        return Somebody.of(
            name,
            fixed.get("email") or f"{name.lower().replace(' ', '.')}{n}@example.{draw.choice(('com', 'org', 'net'))}",
            ssn,
            fixed.get("phone") or f"({area}) {draw.randint(200, 999)}-{line}",
            fixed.get("born") or f"19{draw.randint(55, 99)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
            fixed.get("address") or f"{n} {draw.choice(_STREETS)}, Albany, NY 12207",
        )

    def people(self) -> list[Somebody]:
        """Strangers, and among them twins, namesakes, or a household with one phone, one address or one mailbox."""
        found = [self.person() for _ in range(self.random.randint(2, 5))]
        first = found[0]
        surname = first.name.partition(" ")[2]
        other = self.random.choice([each for each in _GIVEN if each != first.name.partition(" ")[0]])
        match self.random.randrange(5):
            case 0:  # twins
                found.append(
                    self.person(name=f"{other} {surname}", born=first.born, address=first.address, phone=first.phone)
                )
            case 1:  # a namesake
                found.append(self.person(name=first.name))
            case 2:  # a couple with one mailbox
                found.append(self.person(name=f"{other} {surname}", email=first.email))
            case 3:  # a household with one phone
                found.append(self.person(name=f"{other} {surname}", phone=first.phone, address=first.address))
        self.random.shuffle(found)
        return found

    def file(self) -> tuple[str, str, list[Somebody]]:
        """Name, text and the people of one file."""
        people = self.people()
        sort = self.random.choice(("table", "table", "managers", "letter", "minutes", "forms", "lines"))
        name = f"{sort}-{self.number:05}.{'csv' if sort in ('table', 'managers') else 'jsonl' if sort == 'lines' else 'txt'}"
        return name, getattr(self, f"_{sort}")(people), people

    def _table(self, people: list[Somebody]) -> str:
        rows = [f'{p.name},{p.email},{p.ssn},{p.phone},{p.born},"{p.address}"' for p in people]
        return "\n".join(["name,email,ssn,phone,date of birth,address", *rows]) + "\n"

    def _managers(self, people: list[Somebody]) -> str:
        boss, *staff = people
        rows = [f"{p.name},{p.ssn},{p.born},{boss.email}" for p in staff]
        return "\n".join(["employee,ssn,date of birth,manager email", *rows]) + "\n"

    def _letter(self, people: list[Somebody]) -> str:
        first, second = people[:2]
        return (
            f"Dear {first.name},\n\n{second.name} ({second.email}) and you share a file. Your SSN is {first.ssn}; "
            f"the SSN of {second.name} is {second.ssn}.\n\nCall {second.phone} or write to {first.email}.\n"
        )

    def _minutes(self, people: list[Somebody]) -> str:
        present = ", ".join(p.name for p in people)
        lines = [f"- {p.name} can be reached at {p.phone} or {p.email}." for p in people]
        return (
            "\n".join([f"Present: {present}", "", *lines, "", f"{people[0].name} reported on {people[-1].name}."])
            + "\n"
        )

    def _forms(self, people: list[Somebody]) -> str:
        made = []
        for index, p in enumerate(people):
            kin = people[index - 1]
            made.append(
                f"Employee: {p.name}\nSSN: {p.ssn}\nDate of birth: {p.born}\nE-mail: {p.email}\n"
                f"Emergency contact: {kin.name}, phone {kin.phone}\n"
            )
        return "\n\n".join(made)

    def _lines(self, people: list[Somebody]) -> str:
        rows = [
            {"name": p.name, "email": p.email, "ssn": p.ssn, "phone": p.phone, "birth_date": p.born} for p in people
        ]
        return "\n".join(map(json.dumps, rows)) + "\n"


def shared(count: int, seed: int = 20_261_126) -> dict[str, object]:
    """Statements to everybody in so many generated files; what is in one that is somebody else's."""
    from bailee.operations.make_statement import NAME
    from bailee.operations.open_store import open_store
    from bailee.operations.scan_store import scan_store
    from bailee.operations.whose_statement import find_subject

    cases = Cases(seed)
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name) / "home", Path(name) / "shared"
        folder.mkdir()
        about = {}
        for _ in range(count):
            path, text, people = cases.file()
            (folder / path).write_text(text, encoding="utf-8")
            about[path] = people
        workspace = open_store(home)
        scan_store(workspace, [folder], jobs=1)
        foreign, statements, own, could = [], 0, 0, 0
        texts = {path: _written(workspace, (folder / path).read_text(encoding="utf-8"), path) for path in about}
        for people in about.values():
            for person in people:
                found = workspace.found_of(
                    find_subject(workspace, email=person.email, name=person.name).signs, exact_locators=True
                )
                statements += 1
                for each in found.findings:
                    if each.category == NAME:  # a statement says that their name stands there, and does not spell it
                        continue
                    file = found.files[each.file]
                    for written in texts.get(file.exact, {}).get((each.detector, each.fingerprint), ()):
                        own += 1
                        if not person.owns(written):
                            foreign.append((person.name, file.exact, each.detector, written))
        for path, people in about.items():
            for written in {w for values in texts[path].values() for w in values}:
                could += any(person.owns(written) for person in people)
        workspace.close()
    return {
        "files": count,
        "statements": statements,
        "values": own,
        "there": could,
        "foreign": len(foreign),
        "which": foreign[:20],
    }


def _written(workspace: object, text: str, path: str) -> dict[tuple[str, str], set[str]]:
    """What each value of a file looks like there, by detector and fingerprint, as a statement would open it."""
    from bailee import detectors
    from bailee.extractors import visible_text
    from bailee.items import Item
    from bailee.scanner.limits import Limits
    from bailee.scanner.reading import places_of
    from bailee.text import Text
    from bailee.vocabulary import Locator

    visible_text.begin("off")
    data = text.encode()
    found: dict[tuple[str, str], set[str]] = {}
    for place in places_of(Item(Locator((path,)), len(data), data=data, file_name=path), Limits()):
        if isinstance(place, Text):
            for match in detectors.detect(place):
                key = match.detector, workspace.fingerprint(match.detector, match.value)  # type: ignore[attr-defined]  # a door of the store's own, which its public type does not show
                found.setdefault(key, set()).add(place.content[match.start : match.end])
    return found


def speed(findings: int, size: int, people: int, kept: Path | None = None) -> dict[str, object]:
    """Seconds of a statement, for people drawn by their e-mail addresses. `kept`: a store that is filled already, or is from now on."""
    with tempfile.TemporaryDirectory() as name:
        home = kept or Path(name) / "home"
        if not home.exists():
            home.parent.mkdir(parents=True, exist_ok=True)
            people_at_scale.fill(home, findings, size)
        return _measured(home, people)


def _measured(home: Path, people: int) -> dict[str, object]:
    from bailee.data_subject_requests.attribution import Signs
    from bailee.operations.make_statement import make_statement
    from bailee.operations.open_store import open_store
    from bailee.operations.whose_statement import Subject
    from bailee.store.models import Finding

    workspace = open_store(home)
    walls, processor, lines, cards = [], [], [], []
    for printed in _addresses(workspace, people):
        subject = Subject(Signs(frozenset({("email", printed)}), name_is_theirs=False), "somebody")
        begun, spent = time.perf_counter(), time.process_time()
        made = make_statement(workspace, subject, on=date(2026, 11, 26))
        walls.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
        lines.append(len(made.lines))
        cards.append(workspace.found_of(subject.signs).cards)
    with workspace._reading():
        findings = workspace._rows(Finding).count()
    workspace.close()
    return {
        "findings": findings,
        "statements": len(walls),
        "seconds": _told(walls),
        "processor": _told(processor),
        "lines": _told(lines),
        "cards": _told(cards),
    }


def _told(values: Sequence[float]) -> dict[str, float]:
    return {"median": round(statistics.median(values), 3), "most": round(max(values), 3)}


def _addresses(workspace: object, people: int) -> Iterable[str]:
    from bailee.store.models import NormalForm

    with workspace._reading():  # type: ignore[attr-defined]  # a door of the store's own, which its public type does not show
        rows = workspace._rows(NormalForm).filter(form="email").values_list("fingerprint", flat=True)  # type: ignore[attr-defined]  # a door of the store's own, which its public type does not show
        known = sorted(set(rows[: 50 * people]))
    return random.Random(7).sample(known, min(people, len(known)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--findings", type=int, default=1_000_000)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--home", type=Path, help="keep the filled store here, or take it from here")
    given = parser.parse_args()
    made: dict[str, object] = {}
    if given.cases:
        made["shared"] = shared(given.cases)
    if given.findings:
        made["speed"] = speed(given.findings, given.size, given.people, given.home)
    json.dump(made, sys.stdout, indent=2)
    print()
    told = made.get("shared")
    if isinstance(told, dict) and told["foreign"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
