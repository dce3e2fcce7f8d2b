"""What is said and done on the pages of an incident: a report, facts, steps, answers, decisions, privilege."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from bailee.dates import in_short
from bailee.errors import InvalidInput
from bailee.incidents.acts import KINDS
from bailee.operations import report_incident as operations
from bailee.operations.report_incident import Report, report_incident
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.incidents.views import shown

_ENCRYPTED = {"yes": True, "no": False, "unknown": None}


def report(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the form. POST: the incident is opened."""
    error = ""
    if request.method == "POST":
        try:
            ident = report_incident(workspace, _typed(request.POST))
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, f"Reported: {ident}. Clocks run from its discovery.")
            return HttpResponseRedirect(frame.address("incident", workspace.organisation, ident), status=303)
    given = request.POST if error else request.GET
    return answers.page(
        request,
        "incidents/report.html",
        status=422 if error else 200,
        error=error,
        given={name: given.get(name, "")[:4_000] for name in _FIELDS},
        targets=targets(workspace),
        kinds=list(KINDS.items()),
        address=frame.address("incident-report", workspace.organisation),
        list_address=frame.address("incidents", workspace.organisation),
        now=f"{datetime.now(UTC).astimezone():%Y-%m-%dT%H:%M}",
    )


def targets(workspace: Workspace) -> list[tuple[str, str]]:
    """What can be lost, to choose from."""
    devices = [(f"device:{each.ident}", f"Device {each.name}") for each in workspace.devices()]
    stores = [(f"store:{name}", f"Place {name}") for name in sorted(workspace.place_numbers())]
    return [("", "Choose…"), *devices, *stores]


_FIELDS = ("title", "kind", "target", "account", "discovered", "begins", "ends", "zone", "says", "source", "drill")


def _typed(given: QueryDict) -> Report:
    sort, _, target = given.get("target", "").partition(":")
    if account := given.get("account", "").strip():
        sort, target = "account", account
    if not target:
        raise InvalidInput("choose what was lost")
    discovered = moment_typed(given, "discovered")
    if discovered is None:
        raise InvalidInput("write when it was missed")
    return Report(
        given.get("title", ""), given.get("kind", "stolen-device"), sort, target, discovered, given.get("zone", "").strip(),
        moment_typed(given, "begins"), moment_typed(given, "ends"), given.get("source", ""), given.get("says", ""), bool(given.get("drill")),
    )  # fmt: skip


def say(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """A fact, a step, an answer."""
    given = request.POST

    def fact() -> str:
        operations.add_fact(
            workspace, ident, given.get("says", ""), true_at=moment_typed(given, "at"), source=given.get("source", ""),
            sure=not given.get("unsure"),
        )  # fmt: skip
        return "Noted."

    def encryption() -> str:
        moment = moment_typed(given, "at")
        if moment is None:
            raise InvalidInput("write when that was so")
        state = _ENCRYPTED.get(given.get("state", ""))
        operations.say_encryption(workspace, ident, given.get("disk", "")[:100].strip(), state, true_at=moment, source=given.get("source", ""))  # fmt: skip
        return "Noted, with whose word it is."

    def determine() -> str:
        moment = moment_typed(given, "at")
        if moment is None:
            raise InvalidInput("write when it was determined")
        operations.say_determined(workspace, ident, moment, source=given.get("source", ""))
        return "Noted: laws that count from the determination count from there."

    def answer() -> str:
        if given.get("answer") not in ("yes", "no"):
            raise InvalidInput("choose yes or no")
        operations.answer_test(
            workspace, ident, given.get("question", ""), given["answer"] == "yes", grounds=given.get("grounds", "")
        )
        return "Answered. What follows from it stands in the days."

    def step() -> str:
        due = given.get("due", "").strip()
        operations.add_step(
            workspace,
            ident,
            given.get("title", ""),
            owner=given.get("owner", ""),
            due_on=typed.day(due) if due else None,
        )
        return "Added."

    def step_done() -> str:
        operations.finish_step(workspace, ident, _number(given.get("number", "")), note=given.get("note", ""))
        return "Done."

    def words() -> str:
        told = {name: given.get(name, "") for name in given if name.rpartition(":")[2] in operations.all_words()}
        operations.say_words(workspace, ident, told)
        return "Written. Counsel approves these words before letters are mailed."

    acts: dict[str, Callable[[], str]] = {
        "fact": fact, "encryption": encryption, "determine": determine, "answer": answer, "step": step, "step-done": step_done,
        "words": words,
    }  # fmt: skip
    return _done(request, workspace, ident, acts.get(given.get("act", "")))


def decide(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Somebody was told, or nobody is; it is closed, or open again."""
    given = request.POST
    grounds, place = given.get("grounds", ""), given.get("place", "")[:10]

    def told() -> str:
        operations.note_told(
            workspace, ident, given.get("duty", ""), at=moment_typed(given, "at"), how=given.get("how", ""),
            reference=given.get("reference", ""),
        )  # fmt: skip
        return "Noted: that is done."

    def not_notify() -> str:
        until = operations.decide_not_to_notify(workspace, ident, grounds, place=place)
        return f"Decided, in your name. The grounds are kept until {in_short(until)}."

    def notify() -> str:
        operations.decide_to_notify(workspace, ident, grounds, place=place)
        return "People are told after all."

    def close() -> str:
        operations.close_incident(workspace, ident, grounds)
        return "Closed."

    def reopen() -> str:
        operations.reopen_incident(workspace, ident, grounds)
        return "Open again: clocks go on from the same discovery."

    acts: dict[str, Callable[[], str]] = {
        "told": told, "not-notify": not_notify, "notify": notify, "close": close, "reopen": reopen,
    }  # fmt: skip
    return _done(request, workspace, ident, acts.get(given.get("act", "")))


def privilege(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Counsel marks it, or takes that back."""

    def mark() -> str:
        is_privileged = request.POST.get("privileged") == "yes"
        operations.mark_privileged(workspace, ident, is_privileged)
        return "Privileged: others see its number and days." if is_privileged else "Not privileged any more."

    return _done(request, workspace, ident, mark)


def _done(request: HttpRequest, workspace: Workspace, ident: str, act: Callable[[], str] | None) -> HttpResponseBase:
    """Do it and go back to the page; or show the page with what was wrong."""
    try:
        if act is None:
            raise InvalidInput("choose what is to be done")
        words = act()
    except InvalidInput as fault:
        return shown(request, workspace, ident, error=typed.plain(fault), status=422)
    messages.success(request, words)
    return HttpResponseRedirect(frame.address("incident", workspace.organisation, ident), status=303)


def moment_typed(given: Any, name: str) -> datetime | None:
    said = str(given.get(name, "")).strip()
    if not said:
        return None
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        raise InvalidInput("write the time as 2026-11-24T08:15") from None


def _number(said: str) -> int:
    if not said.isdecimal() or len(said) > 4:
        raise InvalidInput("there is no such step")
    return int(said)
