"""One policy: what holds under it, where each setting comes from, a change with its preview, and its history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.change_policy import Preview, change_policy, explained, preview, reached
from bailee.operations.follow_policy import Chains
from bailee.places.interface import Sort
from bailee.scan_policies.resolve import Level, Policy, resolve
from bailee.scan_policies.settings import BY_NAME, DAYS, TABLE, words
from bailee.store.rows.scan_policies import WHO_SETS
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.jinja import with_query

_ANY = "any"  # said for hours: none of what is said above counts
_SHOWN = 20  # devices of a preview that are listed
_LISTS = ("kinds", "exclude", "read_again")


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What holds; with POST a preview, and then the change that was seen."""
    chains = Chains.of(workspace)
    asked = request.POST if request.method == "POST" else request.GET
    level, about = _asked(asked, chains, workspace)
    errors: list[tuple[str, str]] = []
    seen: Preview | None = None
    if request.method == "POST":
        try:
            changes = _changes(request.POST)
            clients, unseen = reached(workspace) if level is Level.PROVIDER else ((), 0)
            seen = preview(workspace, level, about, changes, clients=clients, unseen=unseen)
            if request.POST.get("act") == "change":
                change_policy(workspace, level, about, changes, after=_version(request.POST), seen=seen)
                messages.success(request, "The policy is changed. It holds from the next scan on.")
                return HttpResponseRedirect(_address(workspace, level, about), status=303)
        except (InvalidInput, NotAllowed) as fault:
            errors = [("", typed.plain(fault))]
    return answers.page(
        request, "policies/page.html", status=400 if errors else 200, errors=errors, seen=seen, given=request.POST,
        shown=seen.affected[:_SHOWN] if seen else (), **_context(workspace, chains, level, about),
    )  # fmt: skip


def _context(workspace: Workspace, chains: Chains, level: Level, about: str) -> dict[str, Any]:
    chain = chains.chain(about if level is Level.DEVICE else "", about if level is Level.SITE else "")
    if level is Level.PROVIDER:
        chain = tuple(each for each in chain if each.level is Level.PROVIDER)
    held = resolve(chain)
    above = resolve(each for each in chain if (each.level, each.about) != (level, about))
    policy = chains.policies.get((level, about)) or Policy(level, about, _name(chains, workspace, level, about))
    return {
        "level": level.value,
        "about": about,
        "name": policy.name,
        "policy": policy,
        "rows": [(row, row["level"] == level.value) for row in explained(held)],
        "rules": held.rules,
        "nothing": held.leaves_nothing(),
        "settings": [_field(setting.name, above, policy) for setting in TABLE if setting.name not in _LISTS],
        "kinds": [(sort.value, sort.plural) for sort in Sort],
        "said": policy.told,
        "above": above,
        "above_kinds": words("kinds", above.value("kinds")),
        "lists": {name: "\n".join("=".join(pair) for pair in policy.told.get(name, ())) for name in ("exclude", "read_again")},
        "versions": workspace.policy_versions(level, about),
        "levels": _levels(workspace, chains, level, about),
        "devices": [
            (each.name, _address(workspace, Level.DEVICE, each.about)) for each in chains.policies.values() if each.level is Level.DEVICE
        ],
        "address": frame.address("policies", workspace.organisation),
        "devices_address": frame.address("devices", workspace.organisation),
        "may_change": workspace.may(WHO_SETS[level]),
        "is_far": level is Level.PROVIDER,
    }  # fmt: skip


def _field(name: str, above: Any, policy: Policy) -> dict[str, Any]:
    """A field of the form; empty is inherited."""
    setting = BY_NAME[name]
    said = policy.told.get(name)
    value = "" if said is None else _ANY if said == "" else str(said)
    inherited = f"as above: {words(name, above.value(name))}"
    if name == "day":
        inherited = f"as above: {above.value(name)} ({DAYS[0]} is 0)"
    return {
        "name": name, "about": setting.about, "group": setting.group.value, "value": value, "inherited": inherited,
        "choices": [("", inherited), *((each, words(name, each)) for each in setting.choices)] if setting.choices else [],
    }  # fmt: skip


def _levels(workspace: Workspace, chains: Chains, level: Level, about: str) -> list[tuple[str, str, None, bool]]:
    shown = [(Level.CLIENT, "", "This client" if workspace.provider_number else "All of it")]
    if workspace.is_provider:
        shown.insert(0, (Level.PROVIDER, "", "All clients"))
    shown += [(Level.SITE, site.ident, site.name) for site in chains.sites.values()]
    if level is Level.DEVICE:
        shown.append((level, about, _name(chains, workspace, level, about)))
    return [
        (label, _address(workspace, each, ident), None, (each, ident) == (level, about))
        for each, ident, label in shown
    ]  # fmt: skip


def _asked(query: QueryDict, chains: Chains, workspace: Workspace) -> tuple[Level, str]:
    """Whose policy is asked for; the client's where that is none."""
    named, about = query.get("level", ""), query.get("about", "")[:100]
    if named == Level.PROVIDER.value and workspace.is_provider:
        return Level.PROVIDER, ""
    if named == Level.SITE.value and about in chains.sites:
        return Level.SITE, about
    if named == Level.DEVICE.value and about in chains.devices:
        return Level.DEVICE, about
    return Level.CLIENT, ""


def _changes(form: QueryDict) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for setting in TABLE:
        typed = form.get(setting.name, "").strip()[:100_000]
        if setting.name == "kinds":
            changes["kinds"] = form.getlist("kinds")[:20] if form.get("kinds_said") == "here" else None
        elif setting.name in _LISTS:
            changes[setting.name] = typed or None
        else:
            changes[setting.name] = "" if typed == _ANY and setting.name in ("hours", "zone") else typed or None
    return changes


def _version(form: QueryDict) -> int:
    typed = form.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


def _name(chains: Chains, workspace: Workspace, level: Level, about: str) -> str:
    if level is Level.SITE:
        return chains.sites[about].name
    return chains.devices[about].name if level is Level.DEVICE else workspace.organisation_name


def _address(workspace: Workspace, level: Level, about: str) -> str:
    base = frame.address("policies", workspace.organisation)
    return with_query(base, level=level.value, about=about or None)
