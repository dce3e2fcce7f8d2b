"""Facts about an organisation: what it holds, whom it watches, where it is, how big. True, false, or unknown.

>>> facts = facts_from((), {"employees_by_state": {"US-NY": 40}, "keeps_web_logs": True})
>>> facts["monitors_web_use"], facts["employees_in_20_weeks"], facts["holds_ssn"]
(True, 40, None)
>>> facts.origin("monitors_web_use")
'logs of web use are kept'

Unknown is never false: a scan that found no passport does not say that there is none. A fact that follows from another
(`implied_by` in facts.toml, the figures below) is filled in, with its reason. docs/facts.md lists them all.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from bailee.errors import CannotRead, InvalidInput
from bailee.inventory import Holding
from bailee.obligations.conditions import Money, money
from bailee.obligations.contradictions import Contradiction, settle
from bailee.obligations.definitions import FactDefinition as FactDefinition
from bailee.obligations.definitions import Value
from bailee.obligations.definitions import definitions as definitions
from bailee.obligations.inferences import figures, health, implications
from bailee.obligations.load import members, place_codes
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory


class Facts:
    """What is known, by name. A fact that nobody stated or found reads None: unknown. Not changed once made."""

    __slots__ = ("_found", "_origins", "_values", "contradictions")

    def __init__(
        self,
        values: Mapping[str, Value],
        origins: Mapping[str, str],
        found: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        contradictions: tuple[Contradiction, ...] = (),
    ) -> None:
        self._values = MappingProxyType(dict(values))
        self._origins = MappingProxyType(dict(origins))
        self._found = found
        self.contradictions = contradictions

    def __getitem__(self, name: str) -> Value | None:
        return self._values.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Facts) and self._values == other._values

    def __hash__(self) -> int:
        return hash(frozenset(self._values))

    def origin(self, name: str) -> str:
        """Where a fact is from: empty where it was declared, else what it was found in or follows from."""
        return self._origins.get(name, "")

    def stores(self, name: str) -> tuple[str, ...]:
        """The stores in which what makes a fact true was found; empty where nothing was."""
        return self._found.get(name, ())

    def places(self, name: str) -> tuple[str, ...] | None:
        value = self._values.get(name)
        return value if isinstance(value, tuple) else None

    def counted(self, name: str) -> tuple[str, ...]:
        """Places of a fact that counts by place, where the number is not nought."""
        value = self._values.get(name)
        return tuple(place for place, number in value.items() if number) if isinstance(value, Mapping) else ()

    def count(self, name: str, codes: tuple[str, ...]) -> int | None:
        """Sum of a fact that counts by place, over the places that `codes` cover; None where none of them is stated."""
        value = self._values.get(name)
        if not isinstance(value, Mapping):
            return None
        counted = [number for place, number in value.items() if any(covers(code, place) for code in codes)]
        if counted:
            return sum(counted)
        # a table that names other places was filled in: places it leaves out have nobody
        return 0 if value else None


def covers(wide: str, place: str) -> bool:
    """
    >>> covers("US", "US-NY"), covers("EU", "DE"), covers("US-NY", "US")
    (True, True, False)
    """
    return place == wide or place.startswith(f"{wide}-") or (place.split("-")[0] in members(wide) and "-" not in wide)


# ---- declared ----------------------------------------------------------------------------------------------------

NOT_FACTS = frozenset({"name", "description"})  # of a described company, for the reader


def read_declared(path: Path) -> dict[str, object]:
    """Facts as a person wrote them in a TOML file. CannotRead where it can't be opened, InvalidInput where it is no TOML."""
    try:
        return dict(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise CannotRead(
            f'cannot read "{path}": {error.strerror}', hint="give the path of a TOML file of facts"
        ) from None
    except UnicodeDecodeError:
        raise InvalidInput(f'"{path}" is no UTF-8 text', hint="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        line = getattr(error, "lineno", None)
        where = f", line {line}" if line else ""
        raise InvalidInput(
            f'"{path}" is no TOML{where}', hint="a line reads NAME = value, such as holds_ssn = true"
        ) from None


def read_described(path: Path) -> dict[str, object]:
    """A company described by its facts. InvalidInput names every fact that is none, or makes no sense, with its line and remedy."""
    given, text = read_declared(path), path.read_text("utf-8")
    faults: list[tuple[int, InvalidInput]] = []
    for name, value in given.items():
        try:
            declared({name: value})
        except InvalidInput as fault:
            found = re.search(rf"""(?m)^[ \t]*[\["']*{re.escape(name)}\b""", text)
            faults.append((text.count("\n", 0, found.start()) + 1 if found else 1, fault))
    if faults:
        faults.sort(key=lambda each: each[0])
        what = "; ".join(f"line {line}: {fault}" for line, fault in faults)
        remedy = "; ".join(f"line {line}: {fault.hint}" if len(faults) > 1 else fault.hint for line, fault in faults)
        raise InvalidInput(f"{path.name}, {what}", hint=remedy)
    return given


def _bad(name: str, wanted: str) -> InvalidInput:
    return InvalidInput(f"the fact {name} needs {wanted}", hint=definitions()[name].question)


def _codes(name: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple) or not all(isinstance(code, str) for code in value):
        raise _bad(name, 'a list of codes, such as ["US-NY", "DE"]')
    codes = tuple(dict.fromkeys("GB" if code.upper() == "UK" else code.upper() for code in value))
    for code in codes:
        _known_place(name, code)
    return codes


def _known_place(name: str, code: str) -> None:
    if code in place_codes() or (len(code) == 2 and code.isalpha() and f"US-{code}" not in place_codes()):
        return
    near = f"US-{code}" if f"US-{code}" in place_codes() else ""
    raise InvalidInput(
        f'"{code}" in {name} is no place that the tables know',
        hint=f'write "{near}"' if near else "write a country as DE, a state as US-NY or AU-ACT",
    )


def _typed(name: str, value: object) -> Value:
    match definitions()[name].type:
        case "bool":
            if not isinstance(value, bool):
                raise _bad(name, "true or false")
            return value
        case "int":
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise _bad(name, "a whole number")
            return value
        case "percent":
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
                raise _bad(name, "a number from 0 to 100")
            return value
        case "money":
            if isinstance(value, int | float) and not isinstance(value, bool):
                return Money(float(value), "")
            try:
                if isinstance(value, Mapping):
                    return money(f"{value['currency']} {value['amount']}")
                return money(str(value))
            except (KeyError, ValueError):
                raise _bad(name, 'an amount with its currency, such as "USD 3000000"') from None
        case "date":
            if isinstance(value, date) and not isinstance(value, datetime):
                return value
            try:
                return date.fromisoformat(str(value))
            except ValueError:
                raise _bad(name, "a date, such as 2026-11-24") from None
        case "counts":
            if not isinstance(value, Mapping):
                raise _bad(name, "a number by place, such as { US-NY = 40 }")
            counts = dict(zip(_codes(name, list(value)), value.values(), strict=True))
            if not all(
                isinstance(number, int) and not isinstance(number, bool) and number >= 0 for number in counts.values()
            ):
                raise _bad(name, "a whole number for each place")
            return MappingProxyType(counts)
        case "places" | "countries":
            return _codes(name, value)
        case _:
            return str(value)


def declared(given: Mapping[str, object]) -> dict[str, Value]:
    """Facts as given, checked: InvalidInput names a fact that does not exist or a value that makes no sense.

    >>> declared({"employes_total": 14})
    Traceback (most recent call last):
    bailee.errors.InvalidInput: there is no fact "employes_total"
    """
    values: dict[str, Value] = {}
    for name, value in given.items():
        if name in NOT_FACTS:
            continue
        if name not in definitions():
            near = difflib.get_close_matches(name, definitions(), n=1)
            raise InvalidInput(
                f'there is no fact "{name}"',
                hint=f"did you mean {near[0]}? docs/facts.md lists them all"
                if near
                else "docs/facts.md lists them all",
            )
        if value is not None:  # None takes a fact back: unknown again
            values[name] = _typed(name, value)
    return values


# ---- found -------------------------------------------------------------------------------------------------------

# facts beside the one that the category's own row names
ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "card-security-code": ("holds_card_authentication_data",),
        "payment-card": ("holds_financial_account",),
        "card-authorisations": ("holds_financial_account",),
        "genetic-and-family-history": ("holds_family_medical_history",),
        "web-history": ("monitors_web_use",),
    }
)
OF_SUBJECT: Mapping[SubjectCategory, tuple[str, ...]] = MappingProxyType(
    {
        SubjectCategory.EMPLOYEE: ("holds_employee_records",),
        SubjectCategory.APPLICANT: ("has_applicants", "holds_applicant_records"),
        SubjectCategory.CONTRACTOR: ("has_contract_workers",),
        SubjectCategory.CUSTOMER: ("has_customers", "holds_consumer_data"),
        SubjectCategory.SOLE_PROPRIETOR: ("has_customers", "holds_consumer_data"),
        SubjectCategory.PATIENT: ("has_patients", "holds_consumer_data"),
        SubjectCategory.FAMILY_MEMBER: ("holds_family_member_data",),
        SubjectCategory.VISITOR: ("has_visitors",),
    }
)
OF_KIND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "i9-form": ("holds_i9",),
        "leave-certification": ("holds_leave_records", "holds_medical"),
        "workers-compensation": ("holds_injury_records",),
        "immunisation-record": ("holds_medical",),
        "accommodation-request": ("holds_disability_records",),
        "custody-and-control-form": ("holds_drug_alcohol_tests",),
        "badge-log": ("uses_access_badges",),
        "call-recording": ("records_calls",),
        "chat-export": ("monitors_chat",),
        "union-membership": ("holds_special_category", "has_union"),
        "direct-deposit": ("holds_payroll",),
        "visitor-log": ("has_visitors",),
        "applicant-cv": ("has_applicants", "holds_applicant_records"),
    }
)


def _found(holdings: Iterable[Holding]) -> dict[str, tuple[str, ...]]:
    """Facts that holdings make true, each with the stores it rests on."""
    stores: dict[str, set[str]] = {}
    for holding in holdings:
        category = DATA_CATEGORIES.get(holding.category)
        names = {"holds_personal_data", *ALSO.get(holding.category, ()), *OF_SUBJECT.get(holding.subject, ())}
        if category is not None and category.fact:
            names.add(category.fact)
        for kind in holding.kinds:
            names.update(OF_KIND.get(kind, ()))
        if holding.subject in (SubjectCategory.EMPLOYEE, SubjectCategory.APPLICANT) and "holds_medical" in names:
            names.add("holds_staff_medical")
        if holding.tools and holding.category == "scan-records":
            names = set()  # what bailee keeps says nothing of what the organisation holds
        for name in names:
            stores.setdefault(name, set()).update(holding.stores)
    return {name: tuple(sorted(where)) for name, where in stores.items()}


# ---- together ----------------------------------------------------------------------------------------------------


def facts_from(holdings: Iterable[Holding], given: Mapping[str, object]) -> Facts:
    """What is declared, what was found, and what follows from both.

    A declaration wins over what follows, not over what was found; where two sides contradict, the careful one is taken
    and both are said (`Facts.contradictions`).
    """
    values = declared(given)
    stated = frozenset(
        name for name, value in values.items() if value is True
    )  # a No that something overrules is no Yes
    origins: dict[str, str] = {}
    held = tuple(holdings)
    found = _found(held)
    contradictions = settle(values, origins, found, held)
    figures(values, origins)
    implications(values, origins)
    health(values, origins, held, stated)
    implications(values, origins)
    return Facts(values, origins, found, contradictions)
