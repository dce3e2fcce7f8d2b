"""Facts that contradict: both sides, which one the evaluation takes, and how to put it right.

>>> from bailee.obligations.facts import facts_from
>>> facts = facts_from((), {"employees_total": 12, "employees_by_state": {"US-NY": 30, "US-CT": 11}})
>>> each = facts.contradictions[0]
>>> each.declared, each.against, facts["employees_total"]
('12 employees are declared in all', 'the numbers by place come to 41', 41)

The careful side is the one under which more rules may apply. It is taken until somebody puts the facts right, and said
wherever the rules are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bailee.inventory import Holding
from bailee.obligations.definitions import Value, definitions
from bailee.obligations.inferences import CONSUMERS
from bailee.vocabulary import SubjectCategory

_HIPAA = ("is_hipaa_covered_entity", "is_hipaa_business_associate")
_PATIENTS = frozenset({"medical-records", "health-identifier", "health-insurance", "health-insurance-identifier"})


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both hold."""

    fact: str  # the fact that is not taken as it was declared
    declared: str  # one side, as a sentence reads it
    against: str  # the other
    taken: str  # what the evaluation goes by
    remedy: str
    stores: tuple[str, ...] = ()  # where the other side was found


def settle(
    values: dict[str, Value],
    origins: dict[str, str],
    found: Mapping[str, tuple[str, ...]],
    holdings: tuple[Holding, ...],
) -> tuple[Contradiction, ...]:
    """Contradictions of what was declared, with itself and with what was found; `values` are set to the careful side.

    What was found is set, too, whatever was declared.
    """
    made: list[Contradiction] = []

    def take(fact: str, value: Value | None, reason: str) -> None:
        if value is None:
            values.pop(fact, None)
        else:
            values[fact], origins[fact] = value, reason

    treats = values.get("has_patients") is True
    made += _found_after_all(values, found)
    for name, stores in found.items():
        if values.get(name) is not True:
            said = f"found in {len(stores)} store{'s' if len(stores) != 1 else ''}" if stores else "declared"
            values[name], origins[name] = True, said
    made += _headcounts(values, take, holdings)
    made += _places(values, take)
    made += _parts(values, take, found, frozenset(each.fact for each in made))
    made += () if treats else _patients(values, take, holdings)
    return tuple(made)


_Take = Callable[[str, "Value | None", str], None]


def _found_after_all(values: Mapping[str, Value], found: Mapping[str, tuple[str, ...]]) -> Iterable[Contradiction]:
    """Declared not to be there, and found; what was found is taken by whoever joins the two."""
    for name, stores in sorted(found.items()):
        if values.get(name) is False:
            definition = definitions()[name]
            where = ", ".join(stores[:3]) + (f" and {len(stores) - 3} more" if len(stores) > 3 else "")
            yield Contradiction(
                name,
                f'"{definition.question}" was answered No',
                f"{definition.yes}: found in {where}" if stores else f"{definition.yes}: it is in the register",
                definition.yes,
                "look at what was found: where it is right, answer Yes; where it is a false alarm, dismiss it and leave the No",
                stores,
            )


def _headcounts(values: dict[str, Value], take: _Take, holdings: tuple[Holding, ...]) -> Iterable[Contradiction]:
    total, by_place = values.get("employees_total"), values.get("employees_by_state")
    if isinstance(total, int) and isinstance(by_place, Mapping) and sum(by_place.values()) != total:
        counted = sum(by_place.values())
        larger = max(total, counted)
        yield Contradiction(
            "employees_total",
            f"{total} employees are declared in all",
            f"the numbers by place come to {counted}",
            f"{larger} employees",
            "correct employees_total or employees_by_state, so that they come to the same",
        )
        take("employees_total", larger, "the larger of two declarations")
    total = values.get("employees_total")
    if not isinstance(total, int) and isinstance(by_place, Mapping):
        total = sum(by_place.values())
    on_payroll = [h for h in holdings if h.category == "payroll" and h.subject is SubjectCategory.EMPLOYEE and h.found]
    least = max((h.people.low for h in on_payroll), default=0)
    if isinstance(total, int) and least > total and values.get("holds_former_employee_records") is not True:
        yield Contradiction(
            "employees_total",
            f"{total} employees are declared",
            f"payroll records of at least {least} people were found",
            f"{least} employees, for every rule that counts them",
            "if some have left, answer holds_former_employee_records with Yes and the declared number counts again; "
            "if not, correct the number",
            tuple(sorted({store for h in on_payroll for store in h.stores})),
        )
        take("employees_total", least, "found on payroll, though fewer are declared")


def _places(values: dict[str, Value], take: _Take) -> Iterable[Contradiction]:
    by_place, states = values.get("employees_by_state"), values.get("states_with_employees")
    if isinstance(by_place, Mapping) and isinstance(states, tuple):
        counted = {place for place, number in by_place.items() if number}
        left_out = sorted(counted - set(states))
        if left_out:
            yield Contradiction(
                "states_with_employees",
                f"people are declared to work in {_list(states)}",
                f"numbers by place are declared for {_list(left_out)} too",
                "every place that either names",
                "correct states_with_employees or employees_by_state",
            )
            take("states_with_employees", (*states, *left_out), "places of two declarations")
    consumers = values.get("consumer_states")
    elsewhere = any(values.get(name) is True for name in CONSUMERS)  # consumers who are somebody else's customers
    if isinstance(consumers, tuple) and consumers and values.get("has_customers") is False and not elsewhere:
        yield Contradiction(
            "has_customers",
            "no customers are people, it is declared",
            f"customers are declared to live in {_list(consumers)}",
            "customers are people",
            "answer has_customers with Yes, or take consumer_states back",
        )
        take("has_customers", True, "it is said where they live, though declared otherwise")
    share = values.get("share_of_revenue_from_data_sale")
    if values.get("sells_personal_data") is False and isinstance(share, int | float) and share > 0:
        yield Contradiction(
            "sells_personal_data",
            "no personal data is sold, it is declared",
            f"{share:g} % of revenue is declared to come from selling it",
            "personal data is sold",
            "correct sells_personal_data or share_of_revenue_from_data_sale",
        )
        take("sells_personal_data", True, "revenue comes from it, though declared otherwise")


def _list(places: Iterable[str]) -> str:
    return ", ".join(places)


def _parts(
    values: dict[str, Value], take: _Take, found: Mapping[str, tuple[str, ...]], said_already: frozenset[str]
) -> Iterable[Contradiction]:
    """The whole is denied and a part of it is so: no monitoring, but cameras. Not said again of a part that was denied, too."""
    again = True
    while again:
        again = False
        for definition in definitions().values():
            if values.get(definition.name) is not False:
                continue
            parts = [name for name in definition.implied_by if values.get(name) is True]
            if parts:
                said = definitions()[parts[0]].yes
                if parts[0] not in said_already:
                    stores = found.get(parts[0], ())
                    yield Contradiction(
                        definition.name,
                        f'"{definition.question}" was answered No',
                        f"{said}: found in {', '.join(stores[:3])}" if stores else f"{said}, it is declared",
                        definition.yes,
                        f"correct {definition.name} or {parts[0]}",
                        stores,
                    )
                take(definition.name, True, f"{said}, though declared otherwise")
                again = True


def _patients(values: dict[str, Value], take: _Take, holdings: tuple[Holding, ...]) -> Iterable[Contradiction]:
    """Neither provider nor business associate under HIPAA, and patients' records held.

    A practice that bills nobody electronically is no covered entity and treats patients all the same: who says both is
    believed (45 CFR 160.103).
    """
    if any(values.get(name) is not False for name in _HIPAA):
        return
    places = values.get("states_with_employees") or tuple(_counts(values))
    if isinstance(places, tuple) and places and not any(code == "US" or code.startswith("US-") for code in places):
        return
    held = [h for h in holdings if h.subject is SubjectCategory.PATIENT and h.category in _PATIENTS and h.found]
    if held:
        stores = tuple(sorted({store for h in held for store in h.stores}))
        yield Contradiction(
            "is_hipaa_covered_entity",
            "the firm is declared to be neither a covered entity nor a business associate under HIPAA",
            f"health records of patients were found in {len(stores)} store{'s' if len(stores) != 1 else ''}",
            "whether HIPAA applies is open",
            "if the firm treats patients and bills nobody electronically, answer has_patients with Yes beside it; if it "
            "holds them for a provider, it is a business associate",
            stores,
        )
        for name in _HIPAA:
            take(name, None, "")


def _counts(values: Mapping[str, Value]) -> Mapping[str, int]:
    by_place = values.get("employees_by_state")
    return by_place if isinstance(by_place, Mapping) else {}
