"""Which laws apply, by a server: all of them, one explained, what changed between days, and the questions that are open."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bailee.cli.output import console, write_json
from bailee.cli.remote.reading import as_it_is_now, at, iso

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.obligations.assessments import Assessment, Change
    from bailee.obligations.comparisons import Comparison
    from bailee.obligations.contradictions import Contradiction
    from bailee.obligations.evaluate import Obligation
    from bailee.obligations.explain import Explanation
    from bailee.obligations.questionnaire import Asked, Field, ForCounsel
    from bailee.operations.show_changes import Changes

Told = Mapping[str, Any]


def assess(
    client: Client, *, facts_file: Path | None, on: date, rule: str | None, since: date | None, compare: Path | None, show_all: bool,
    as_json: bool, home: Path,
) -> None:  # fmt: skip
    """What `--facts` describes is no organisation of the server's: that is assessed here, as ever."""
    from bailee.cli.assess import described, wanted_once
    from bailee.cli.assess.explaining import show_explanation
    from bailee.cli.assess.listing import show_made
    from bailee.cli.assess.since import said_held, show_changes

    wanted_once(rule, since, compare, facts_file)
    if facts_file is not None:
        described(facts_file, on, rule, since, compare, show_all, as_json, home)
        return
    as_it_is_now()
    if rule:
        today = datetime.now(UTC).astimezone().date()
        told = client.explain_obligation(rule, as_of=None if on >= today else on)
        if as_json:
            write_json(told)
        else:
            show_explanation(console(), _explanation(client, told, on), client.show_facts()["name"])
    elif since:
        changed = client.list_obligation_changes(since=since, on=on)
        if as_json:
            write_json(changed["items"])
        else:
            show_changes(console(), [*map(_change, changed["items"])], since, on, show_all=show_all)
            said_held(changed["held"])
    else:
        made = client.show_assessment(on=on)
        if as_json:
            write_json(made)
        else:
            show_made(console(), _assessment(made, on), _comparisons(made["comparisons"]), None, show_all)


def _assessment(told: Any, on: date) -> Assessment:
    from bailee.obligations.assessments import Assessment
    from bailee.obligations.facts import Facts

    lines = (*told["obligations"], *told["to_decide"], *told["coming"])
    facts = Facts(told["facts"], {}, contradictions=_contradictions(told["contradictions"]))
    return Assessment(facts, tuple(map(_obligation, lines)), on)


def _contradictions(told: Sequence[Told]) -> tuple[Contradiction, ...]:
    from bailee.obligations.contradictions import Contradiction

    return msgspec.convert(told, tuple[Contradiction, ...])


def _obligation(told: Told) -> Obligation:
    """As it was told; what no program is told (its short name, how bad it would be) comes from this bailee's own tables."""
    from bailee.obligations.evaluate import Obligation, ObligationState
    from bailee.obligations.load import rules_by_ident
    from bailee.obligations.touches import Touches, touches
    from bailee.obligations.verdicts import Question

    known = rules_by_ident().get(told["ident"])
    return Obligation(
        told["ident"], told["jurisdiction"], known.name if known else told["citation"], told["citation"],
        known.short if known else told["citation"], tuple(told.get("duties", known.duties if known else ("hold",))),
        told["duty"] or "", ObligationState(told["state"]), told["why"], told["would_not_if"], tuple(told["source"]), told["confidence"],
        "in_force" if told["is_law"] else "good_practice", told["reviewed"],
        tuple(Question(each["text"], each["fact"] or "") for each in told.get("questions", ())), tuple(told.get("for_counsel", ())),
        touches=touches(known) if known and known.is_verified else Touches(),
        in_force_from=date.fromisoformat(told["in_force_from"]) if told.get("in_force_from") else None,
    )  # fmt: skip


def _comparisons(told: Sequence[Told]) -> tuple[Comparison, ...]:
    from bailee.obligations.comparisons import Comparison, Said

    return tuple(
        Comparison(
            "", each["topic"], tuple(Said(one["ident"], one["citation"], "", one["says"]) for one in each["rules"]), each["verdict"],
            each["conflict"],
        )
        for each in told
    )  # fmt: skip


def _change(told: Any) -> Change:
    from bailee.obligations.assessments import Change

    confidence = "verified_primary" if told.get("duty") else "unverified"
    of_it = _obligation(
        {
            "ident": told["ident"], "jurisdiction": "", "citation": told.get("citation", ""), "duty": told.get("duty"), "why": "",
            "would_not_if": "", "state": told.get("after") or told.get("before") or "applies", "source": (), "confidence": confidence, "is_law": True, "reviewed": "no",
        }
    )  # fmt: skip
    return Change(told["ident"], told["what"], None, of_it, tuple(told["because"]), tuple(told["by"]))


def _explanation(client: Client, told: Any, on: date) -> Explanation:
    from bailee.obligations.conditions import All
    from bailee.obligations.explain import Explanation, Reason
    from bailee.obligations.load import Rule
    from bailee.obligations.verdicts import Question

    said, always = told["rule"], All(())
    lists = ("requires", "notice_content", "exempt", "unverified_details", "questions")
    texts = ("binds", "timing", "form", "consent", "files_and_access", "retention", "penalty", "note")
    told_of: dict[str, Any] = {name: tuple(said.get(name, ())) for name in lists} | {
        name: said.get(name, "") for name in texts
    }
    reviewed = told["review"].removeprefix("reviewed by ") if told["review"].startswith("reviewed by ") else ""
    rule = Rule(
        said["ident"], said["jurisdiction"], said["name"], said["citation"], said["citation"], "", tuple(said.get("duties", ())),
        said["confidence"], said["status"], tuple(said["source"]), (), (), always, always, always, None, (), (), duty=said["duty"] or "",
        valid_from=_day(said["valid_from"]), valid_until=_day(said["valid_until"]), reviewed_by=reviewed,
        **told_of,
    )  # fmt: skip
    known: Sequence[Told] = client.show_assessment(on=on)["contradictions"] if told["contradictions"] else ()
    questions = tuple(Question(each["text"], each["fact"] or "") for each in told["questions"])
    return Explanation(
        rule, told["state"], told["answer"],
        tuple(Reason(each["text"], each["origin"], each["fact"] or "", tuple(each["stores"])) for each in told["because"]),
        told["would_not_if"], rule.exempt, questions, (), _comparisons(told["comparisons"]),
        _contradictions([each for each in known if each["fact"] in told["contradictions"]]), None,
    )  # fmt: skip


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


# what is asked


def ask(client: Client, *, answers: Path | None, only_list: bool, as_json: bool, home: object) -> None:
    from bailee.cli.ask import interview, show_list
    from bailee.obligations.facts import read_declared
    from bailee.operations.answer_questions import answers_in

    if answers is not None:
        _answer(client, *answers_in(read_declared(answers)))
    if as_json:
        write_json(client.list_questions())
    elif only_list or answers is not None or not sys.stdin.isatty():
        show_list(*_open(client), said=f"Answers of {answers.name} are declared." if answers else "")
    else:
        interview(console(), lambda: _open(client), lambda facts, unknown: _answer(client, facts, unknown))


def _answer(client: Client, facts: Mapping[str, Any], unknown: Sequence[str]) -> None:
    client.answer_questions({"facts": msgspec.to_builtins(dict(facts), enc_hook=str), "unknown": list(unknown)})


def _open(client: Client) -> tuple[tuple[Asked, ...], tuple[ForCounsel, ...], tuple[Field, ...]]:
    from bailee.obligations.definitions import definitions
    from bailee.obligations.questionnaire import Asked, Field, ForCounsel

    def fields(told: Sequence[Any]) -> tuple[Field, ...]:
        return tuple(Field(definitions()[each["fact"]], (_waits(""),) * each["rules"]) for each in told)

    told = client.list_questions()
    return (
        tuple(
            Asked(each["ident"], each["text"], fields(each["facts"]), tuple(map(_waits, each["rules"])))
            for each in told["questions"]
        ),
        tuple(
            ForCounsel(each["text"], each["fact"] or "", tuple(map(_waits, each["rules"])))
            for each in told["for_counsel"]
        ),
        fields(told["could_lift"]),
    )


def _waits(ident: str) -> Obligation:
    """A rule that waits, of which its ident was told."""
    return _obligation(
        {
            "ident": ident, "jurisdiction": "", "citation": ident, "duty": None, "why": "", "would_not_if": "", "state": "to-decide",
            "source": (), "confidence": "unverified", "is_law": True, "reviewed": "no",
        }
    )  # fmt: skip


# what changed


def changes(
    client: Client, *, since: datetime, until: datetime | None, who: str, what: str, show_all: bool, as_json: bool, home: object
) -> None:  # fmt: skip
    from bailee.cli.changes import show

    told = client.show_changes(since=since.date(), until=iso(until), who=who, what=what)
    if as_json:
        shown = {"from": told["since"], "to": told["until"]}
        write_json(shown | {name: value for name, value in told.items() if name not in ("since", "until", "by_who")})
        return
    show(console(), _changes(told), show_all)


def _changes(told: Any) -> Changes:
    from bailee.obligations.definitions import definitions
    from bailee.operations.show_changes import Changes, Done, FactChanged
    from bailee.operations.show_status import Turned
    from bailee.store.rows.compared import Difference, ScanComparison
    from bailee.store.rows.past import Act

    known = definitions()
    held = tuple(msgspec.convert(each, Difference) for each in told["held"])
    acts = tuple(
        Done(Act(each["record"], at(each["at"]), each["who"], each["action"], each["subject"], each["details"]), each["name"])
        for each in told["acts"]
    )  # fmt: skip
    counts = {(who, ""): acts for who, acts in told["by_who"].items()}
    return Changes(
        date.fromisoformat(told["since"]), date.fromisoformat(told["until"]), ScanComparison(None, 0, held, ()) if held else None,
        bool(told["says"]), tuple(Turned(each["cell"], each["before"] or "", each["after"] or "", at(each["at"])) for each in told["cells"]),
        tuple(
            FactChanged(each["fact"], known[each["fact"]].question if each["fact"] in known else each["fact"], each["before"], each["after"])
            for each in told["facts"]
        ),
        tuple(map(_change, told["obligations"])), acts, counts,
    )  # fmt: skip
