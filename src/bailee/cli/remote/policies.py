"""Policies of scanning by a server: what one says, what holds for a device, a change with its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bailee.cli.remote.reading import when
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.client import Client


def show(client: Client, *, provider: bool, site: str, device: str, home: object, as_json: bool) -> None:
    from bailee.cli.policy import show_policy

    show_policy(_policy(client, *_level(client, provider, site, device)), as_json)


def explain(client: Client, *, device: str | None, home: object, as_json: bool) -> None:
    from bailee.cli.policy import show_held

    told = client.list_held_policies(device=device or "device-none")
    if device is not None and not told["items"]:
        raise InvalidInput("there is no such device", hint="`bailee devices` lists them")
    held = told["items"][0] if device is not None else told["elsewhere"]
    rows = [
        {"setting": each["setting"], **_known(each["setting"]), "value": each["value"],
         "words": each["words"], "level": each["level"], "from": each["origin"]}
        for each in held["settings"]
    ]  # fmt: skip
    rules = [
        {"pattern": each["pattern"], "reason": each["reason"], "from": each["origin"], "read_again": each["read_again"], "why": each["why"]}
        for each in held["rules"]
    ]  # fmt: skip
    nothing = held["nothing_is_read"] or None
    show_held({"device": device, "settings": rows, "exclusions": rules, "nothing_is_read": nothing}, as_json)


def _known(setting: str) -> dict[str, str]:
    """What is known here of a setting; one that a newer server has stands under its own name, in no group.

    >>> _known("of-next-year")
    {'group': '', 'about': 'of-next-year'}
    """
    from bailee.scan_policies.settings import BY_NAME

    known = BY_NAME.get(setting)
    return {"group": known.group.value, "about": known.about} if known else {"group": "", "about": setting}


def preview(
    client: Client, *, said: tuple[str, ...], exclude: tuple[str, ...], drop: tuple[str, ...], read_again: tuple[str, ...],
    inherit: tuple[str, ...], provider: bool, site: str, device: str, home: object, as_json: bool,
) -> None:  # fmt: skip
    from bailee.cli.policy import show_preview

    level, about = _level(client, provider, site, device)
    body = _body(_policy(client, level, about), said, exclude, drop, read_again, inherit)
    show_preview(_previewed(client, body), as_json)


def change(
    client: Client, *, said: tuple[str, ...], exclude: tuple[str, ...], drop: tuple[str, ...], read_again: tuple[str, ...],
    inherit: tuple[str, ...], provider: bool, site: str, device: str, yes: bool, home: object, as_json: bool,
) -> None:  # fmt: skip
    from bailee.cli.policy import agreed, show_saved

    level, about = _level(client, provider, site, device)
    standing = _policy(client, level, about)
    body = _body(standing, said, exclude, drop, read_again, inherit)
    told = _previewed(client, body)
    agreed(told, yes, as_json)
    changing: Any = {**body, "after": told["version"]}
    made = client.change_policy(changing)
    show_saved({"level": level, "about": about, "version": made["version"], "devices": told["devices"]}, as_json)


def _level(client: Client, provider: bool, site: str, device: str) -> tuple[str, str]:
    from bailee.cli.policy import one_level

    level = one_level(provider, site, device).value
    if not site:
        return level, device
    found = next((each["ident"] for each in client.list_sites()["items"] if site in (each["ident"], each["name"])), "")
    if not found:
        raise InvalidInput("there is no such site", hint="`bailee clients sites` lists them")
    return level, found


def _policy(client: Client, level: str, about: str) -> dict[str, Any]:
    """What one says now; an empty one where nothing was said."""
    for each in client.list_policies()["items"]:
        if (each["level"], each["about"]) == (level, about):
            at = when(each["at"])
            told: dict[str, Any] = {name: each[name] for name in ("level", "about", "version", "by", "says")}
            return told | {"at": at.isoformat() if at else None}
    return {"level": level, "about": about, "version": 0, "by": "", "says": {}, "at": None}


def _body(
    standing: dict[str, Any], said: tuple[str, ...], exclude: tuple[str, ...], drop: tuple[str, ...],
    read_again: tuple[str, ...], inherit: tuple[str, ...],
) -> Any:  # fmt: skip
    from bailee.cli.policy import typed
    from bailee.scan_policies.settings import checked

    changes = typed(standing["says"], said, exclude, drop, read_again, inherit)
    says = checked({name: value for name, value in changes.items() if value is not None})
    return {
        "level": standing["level"],
        "about": standing["about"],
        "says": says,
        "inherit": [name for name, value in changes.items() if value is None],
    }


def _previewed(client: Client, body: Any) -> dict[str, Any]:
    """As its own machine says it."""
    from bailee.cli.policy import PREVIEWED

    told: dict[str, Any] = {**client.preview_policy(body)}
    told["changed"] = [{**each, "nothing_is_read": each["nothing_is_read"] or None} for each in told["changed"]]
    told["warning"] = told["warning"] or None
    return {name: told[name] for name in PREVIEWED}
