"""The line that installs an agent, with a code that is shown this once; and who came with which code."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput, NotAllowed
from bailee.install_lines import BY_IDENT, CODES, MANAGERS, SYSTEMS, Wanted, line
from bailee.operations.enrol_agent import make_code
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed

_MOST_SHOWN = 12  # names of devices that came with a code


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The form; with POST the line, once."""
    made, errors, given = "", [], request.POST
    manager, system = given.get("manager", "ninjaone"), given.get("system", "Windows")
    if request.method == "POST":
        try:
            wanted = Wanted(
                given.get("server", "").strip().rstrip("/"), "0000", given.get("package", "").strip(),
                given.get("sha256", "").strip(), given.get("ca", "").strip(),
            )  # fmt: skip
            line(manager, system, wanted)  # refuses what makes no sense before a code is made for it
            code = make_code(
                workspace, most=_number(given.get("most", "1"), "devices"), days=_number(given.get("days", "7"), "days"),
                site=given.get("site", "")[:200],
            )  # fmt: skip
            made = line(manager, system, Wanted(wanted.server, code.code, wanted.package, wanted.sha256, wanted.ca))
        except (InvalidInput, NotAllowed) as fault:
            errors = [("", typed.plain(fault))]
    now = datetime.now(UTC)
    came: dict[str, list[str]] = {}
    for agent in workspace.agents():
        came.setdefault(agent.code, []).append(agent.name)
    answer = answers.page(
        request, "devices/install.html", status=400 if errors else 200, errors=errors, given=given, made=made,
        way=BY_IDENT.get(manager), system=system, manager=manager,
        managers=[(each.ident, each.name) for each in MANAGERS], systems=[(each, each) for each in SYSTEMS],
        ways=MANAGERS, exits=CODES, server=f"{request.scheme}://{request.get_host()}",
        sites=[("", "none"), *((each.name, each.name) for each in workspace.sites())],
        codes=[
            (each, each.fault(now), came.get(each.ident, [])[:_MOST_SHOWN], max(len(came.get(each.ident, [])) - _MOST_SHOWN, 0))
            for each in workspace.enrolment_codes()
        ],
        address=frame.address("devices-install", workspace.organisation),
        end_address=frame.address("devices-code-end", workspace.organisation),
        devices_address=frame.address("devices", workspace.organisation),
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"  # it holds a code
    return answer


def end(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Nobody enrols with a code any more."""
    try:
        workspace.revoke_enrolment_code(request.POST.get("code", "")[:100])
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Nobody enrols with it any more. Devices that came with it stay.")
    return HttpResponseRedirect(frame.address("devices-install", workspace.organisation), status=303)


def _number(typed: str, what: str) -> int:
    if not typed.strip().isdecimal() or len(typed) > 5 or not int(typed):
        raise InvalidInput(f"that is no number of {what}", hint="1 or more")
    return int(typed)
