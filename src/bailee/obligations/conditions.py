"""Conditions of rules: a small language over facts, read once into a tree.

    employees_in_20_weeks >= 15 and not is_public_body
    annual_revenue > "USD 26625000" or personal_records_by_state >= 100000
    lives_in("US-MA US-NY") or ask("Does the state have a disposal law?")

    holds_sensitive_data and unless(is_sensitive_data_of_staff_only)

A name is a fact; a fact that counts by place is read at the place of the rule. `ask` is unknown until a person decides.
`unless` is an exemption: it counts once it is known, and until then holds nothing up.

>>> parse("employees_in_20_weeks >= 15 and holds_medical")
All(parts=(Compare(fact='employees_in_20_weeks', sign='>=', limit=15), Is(fact='holds_medical')))
>>> parse("employees_total.real")
Traceback (most recent call last):
ValueError: no condition: employees_total.real
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Money:
    amount: float
    currency: str  # empty: in the currency of whatever it is compared with

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,.0f}".strip()


@dataclass(frozen=True, slots=True)
class Is:
    fact: str


@dataclass(frozen=True, slots=True)
class Compare:
    fact: str
    sign: str
    limit: int | Money


@dataclass(frozen=True, slots=True)
class Ask:
    question: str


@dataclass(frozen=True, slots=True)
class LivesIn:
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Established:
    place: str


@dataclass(frozen=True, slots=True)
class InConsumerStates:
    """The rule's place is one where customers live."""


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Unless:
    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition: TypeAlias = Is | Compare | Ask | LivesIn | Established | InConsumerStates | Not | Unless | All | AnyOf
ALWAYS = All(())
_SIGNS = {ast.GtE: ">=", ast.Gt: ">", ast.Lt: "<", ast.LtE: "<="}


def money(text: str) -> Money:
    """
    >>> str(money("AUD 3000000")), str(money("3,000,000 aud"))
    ('AUD 3,000,000', 'AUD 3,000,000')
    """
    currency, _, amount = text.strip().partition(" ")
    if currency[:1].isdigit():
        currency, amount = amount, currency
    if len(currency) != 3 or not currency.isalpha():
        raise ValueError("money needs a currency in front, such as USD 3000000")
    return Money(float(amount.replace(",", "").replace("_", "")), currency.upper())


def parse(text: str) -> Condition:
    """A condition from its text; ValueError where it is none."""
    try:
        return _read(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, TypeError, ValueError):
        raise ValueError(f"no condition: {text}") from None


def _read(node: ast.expr) -> Condition:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return All(tuple(_read(part) for part in parts))
        case ast.BoolOp(op=ast.Or(), values=parts):
            return AnyOf(tuple(_read(part) for part in parts))
        case ast.UnaryOp(op=ast.Not(), operand=part):
            return Not(_read(part))
        case ast.Name(id="in_consumer_states"):
            return InConsumerStates()
        case ast.Name(id=name):
            return Is(name)
        case ast.Compare(left=ast.Name(id=name), ops=[sign], comparators=[ast.Constant(value=int(limit))]):
            return Compare(name, _SIGNS[type(sign)], limit)
        case ast.Compare(left=ast.Name(id=name), ops=[sign], comparators=[ast.Constant(value=str(limit))]):
            return Compare(name, _SIGNS[type(sign)], money(limit))
        case ast.Call(func=ast.Name(id="lives_in"), args=[ast.Constant(value=str(codes))]):
            return LivesIn(tuple(codes.split()))
        case ast.Call(func=ast.Name(id="ask"), args=[ast.Constant(value=str(question))]):
            return Ask(question)
        case ast.Call(func=ast.Name(id="unless"), args=[part]):
            return Unless(_read(part))
        case ast.Call(func=ast.Name(id="established"), args=[ast.Constant(value=str(place))]):
            return Established(place)
        case _:
            raise ValueError


def facts_in(condition: Condition) -> frozenset[str]:
    """Names of the facts that a condition reads."""
    match condition:
        case Is(fact) | Compare(fact):
            return frozenset((fact,))
        case Not(part) | Unless(part):
            return facts_in(part)
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(facts_in(part) for part in parts))
        case LivesIn():
            return frozenset(("resident_states",))
        case Established():
            return frozenset(("establishment_countries",))
        case InConsumerStates():
            return frozenset(("consumer_states",))
        case Ask():
            return frozenset()
