"""The settings of an organisation, its facts, and what its server is set to."""

from __future__ import annotations

import os
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.errors import Error, InvalidInput
from bailee.obligations.evaluate import open_questions
from bailee.obligations.facts import definitions
from bailee.obligations.questionnaire import questions
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.record_authority import standing
from bailee.operations.show_assessment import show_assessment
from bailee.permissions import Permission
from bailee.store.rows.base import now, today
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.settings import answering

_HEADS = ("Fact", "Question", "Answer", "Where from")


def page(request: HttpRequest, workspace: Workspace, error: str = "") -> HttpResponseBase:
    """Name, open questions, what is declared, and where the rest is set."""
    asked = questions(show_assessment(workspace).assessment, workspace.unsure())
    stands = standing(workspace)
    keys = workspace.may(Permission.MANAGE_KEYS)

    def at(name: str) -> str:
        return frame.address(name, workspace.organisation)

    return answers.page(
        request,
        "settings/page.html",
        status=422 if error else 200,
        name=request.POST.get("name", workspace.organisation_name) if error else workspace.organisation_name,
        error=error,
        questions=len(asked),
        first_question=asked[0].text if asked else "",
        questions_address=at("questions"),
        declared=len(workspace.facts(today())),
        activities=workspace.activities(),
        is_client=stands.is_needed,
        provider=workspace.provider_name(),
        may_rename=workspace.may(Permission.CHANGE_SETTINGS),
        may_declare=workspace.may(Permission.DECLARE),
        name_address=at("settings-name"),
        facts_address=at("settings-facts"),
        activities_address=at("inventory"),
        links=[
            (label, address, about)
            for label, address, about, shown in (
                ("Authority to scan", at("authority"), "what was allowed in writing", workspace.may(Permission.SEE_STORES)),
                ("Keys", at("keys"), "how old they are, where they lie", keys),
                ("Tokens", at("tokens"), "for programs that ask as you", workspace.may(Permission.USE_API)),
                ("Webhooks", at("webhooks"), "programs that hear of what happens", workspace.may(Permission.SEE_SETTINGS)),
                ("Alerts", at("alerts"), "what turned, and how you hear of it", workspace.may(Permission.SEE_ALERTS)),
                ("Members", at("members"), "who belongs to it", workspace.may(Permission.SEE_MEMBERS)),
                ("Who opened what", at("access"), "each opening, each copy", workspace.may(Permission.SEE_ACCESS)),
                ("Server", at("settings-server"), "what it is set to, and where", _sees_server(workspace)),
            )
            if shown and address
        ],
    )  # fmt: skip


def rename(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Another name, as it stands on letters and notices."""
    name = " ".join(request.POST.get("name", "").split())
    if not 0 < len(name) <= 200:
        return page(request, workspace, "An organisation needs a name of at most 200 letters.")
    declare_organisation(workspace, name=name, facts={})
    messages.success(request, "Renamed. What was published under the old name keeps it.")
    return HttpResponseRedirect(frame.address("settings", workspace.organisation), status=303)


def facts(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Every fact that rules ask for: open questions first, then what is known, then the rest."""
    assessed = show_assessment(workspace).assessment
    stated = workspace.facts(today())
    waiting = {question.fact: number for question, number in open_questions(assessed.obligations) if question.fact}
    rows = [
        (each, assessed.facts[each.name], waiting.get(each.name, 0), _origin(assessed.facts, each.name, stated))
        for each in definitions().values()
    ]
    if request.GET.get("format") == "csv":
        csv = ((each.name, each.question, answering.typed(each, value), origin) for each, value, _, origin in rows)
        return answers.csv_file(f"{workspace.organisation} facts.csv", _HEADS, csv)
    asked = sorted((row for row in rows if row[1] is None and row[2]), key=lambda row: (-row[2], row[0].name))
    known = [row for row in rows if row[1] is not None]
    rest = [row for row in rows if row[1] is None and not row[2]]
    return answers.page(
        request,
        "settings/facts.html",
        asked=asked,
        known=[(each, answering.words(each, value), origin) for each, value, _, origin in known],
        rest=rest,
        may_declare=workspace.may(Permission.DECLARE),
        fact_address=lambda fact: frame.address("settings-fact", workspace.organisation, fact),
        settings_address=frame.address("settings", workspace.organisation),
        back=frame.address("settings-facts", workspace.organisation),
    )


def fact(request: HttpRequest, workspace: Workspace, fact: str) -> HttpResponseBase:
    """One question: its meaning, what hangs on it, and its answer."""
    definition = definitions().get(fact)
    if definition is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            value = answering.value_of(definition, request.POST.get("value", ""))
            declare_organisation(workspace, facts={fact: value})
        except InvalidInput as fault:
            error = typed.plain(fault)
        except ValueError:
            error = f"This is no answer to it. {answering.HINTS.get(definition.type, '')}".strip()
        else:
            said = answering.words(definition, value) if value is not None else "taken back: not known again"
            messages.success(request, f"Declared: {said}. The rules were asked again.")
            back = "settings" if request.POST.get("from") == "settings" else "settings-facts"
            return HttpResponseRedirect(frame.address(back, workspace.organisation), status=303)
    assessed = show_assessment(workspace).assessment
    stated = workspace.facts(today())
    hanging = [each for each in assessed.obligations if any(question.fact == fact for question in each.questions)]
    return answers.page(
        request,
        "settings/fact.html",
        status=422 if error else 200,
        definition=definition,
        error=error,
        value=request.POST.get("value", "") if error else answering.typed(definition, stated.get(fact)),
        kind="date" if definition.type == "date" else "text",
        hint=answering.HINTS.get(definition.type, ""),
        now=answering.words(definition, assessed.facts[fact]),
        origin=_origin(assessed.facts, fact, stated),
        hanging=[(each.text, each.citation) for each in hanging[:20]],
        more=max(len(hanging) - 20, 0),
        may_declare=workspace.may(Permission.DECLARE),
        address=frame.address("settings-fact", workspace.organisation, fact),
        back=frame.address("settings-facts", workspace.organisation),
    )


def server(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What the server is set to, and where that comes from: of the organisation whose server it is."""
    if not _sees_server(workspace):
        said = "The server is your provider’s: what it is set to stands on the provider’s own page."
        return answers.message(request, "Not here", said, status=403)
    rows, fault = [], ""
    try:
        values = settings.read(os.environ)
    except Error as error:
        values, fault = {}, f"{typed.closed(str(error))} {typed.closed(error.hint)}"
    for each in settings.SETTINGS:
        is_set = each.variable in os.environ or f"{each.variable}_FILE" in os.environ
        value = values.get(each.name, each.default)
        shown = ("set" if value else "not set") if each.is_secret else str(value) if value != "" else "–"
        rows.append((each, shown, "environment" if is_set else "as usual"))
    if request.GET.get("format") == "csv":
        csv = ((each.variable, shown, origin, each.help) for each, shown, origin in rows)
        return answers.csv_file("settings.csv", ("Setting", "Value", "Where from", "Meaning"), csv)
    return answers.page(
        request,
        "settings/server.html",
        rows=rows,
        fault=fault,
        masks=bool(values.get("show_masks")),
        zone=str(now().astimezone().tzinfo),
        home=str(workspace.home),
        settings_address=frame.address("settings", workspace.organisation),
    )


def _sees_server(workspace: Workspace) -> bool:
    """Neither a client nor another organisation on it sees what a server is set to: whose it is does."""
    return workspace.may(Permission.CHANGE_SETTINGS) and workspace.owns_server


def _origin(found: Any, name: str, stated: dict[str, Any]) -> str:
    if name in stated and not found.origin(name):
        return "declared"
    return str(found.origin(name)) or ("follows from what is known" if found[name] is not None else "")
