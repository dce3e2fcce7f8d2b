"""What holds for a device, and where each setting comes from: pure, over what was said from the provider down to it.

>>> chain = [
...     Policy(Level.PROVIDER, "", "Northgate IT", {"hours": "18:00-06:00", "exclude": [["*.iso", "disk images"]]}),
...     Policy(Level.DEVICE, "device-1", "HD-PC-02", {"cpu_percent": 25, "read_again": [["*.iso", "an archive lies there"]]}),
... ]
>>> held = resolve(chain)
>>> held.origin("hours").level.value, held.value("cpu_percent"), held.origin("cpu_percent").name, held.origin("ocr").level.value
('provider', 25, 'HD-PC-02', 'built in')
>>> held.exclusions.rules, [(rule.pattern, rule.lifted.name) for rule in held.rules if rule.lifted]
((), [('*.iso', 'HD-PC-02')])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bailee.scan_policies.settings import TABLE
from bailee.sources.exclusions import Exclusion, Exclusions


class Level(StrEnum):
    """From far to near."""

    BUILT_IN = "built in"
    PROVIDER = "provider"
    CLIENT = "client"
    SITE = "site"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Policy:
    """What was said at one place of the chain. `told` holds only what was said there, as `settings.checked` made it."""

    level: Level
    about: str  # ident of the site or device; empty above them
    name: str = field(repr=False)  # of the provider, client, site or device
    told: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting was said. `about` and `name` as in `Policy`; built in: nobody said it."""

    level: Level
    about: str = ""
    name: str = field(default="", repr=False)

    def words(self) -> str:
        """
        >>> Origin(Level.SITE, "main-3fa2c1", "Main Street").words(), Origin(Level.BUILT_IN).words()
        ('site Main Street', 'built in')
        """
        return f"{self.level.value} {self.name}".strip()


BUILT_IN = Origin(Level.BUILT_IN)


@dataclass(frozen=True, slots=True)
class Rule:
    """One exclusion of the chain, who said it, and who had it read again."""

    pattern: str
    reason: str
    origin: Origin
    lifted: Origin | None = None
    why_lifted: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What holds: values, each with its origin; every exclusion of the chain, those that were lifted too."""

    values: Mapping[str, Any]
    origins: Mapping[str, Origin]
    rules: tuple[Rule, ...] = ()

    def value(self, name: str) -> Any:
        return self.values[name]

    def origin(self, name: str) -> Origin:
        return self.origins[name]

    @property
    def exclusions(self) -> Exclusions:
        """What is left out."""
        return Exclusions(tuple(Exclusion(rule.pattern, rule.reason) for rule in self.rules if rule.lifted is None))

    def options(self, zone: str = "") -> dict[str, Any]:
        """As a scan is asked for (`ScanOptions.of`, an agent's lease). `zone`: of the site, where the policy names none."""
        told = {
            name: self.values[name] for name in ("names", "ocr", "rows", "cpu_percent", "megabytes", "battery_percent")
        }
        return {
            **told,
            "hours": self.values["hours"] or None,
            "zone": self.values["zone"] or zone,
            "exclude": [[rule.pattern, rule.reason] for rule in self.rules if rule.lifted is None],
        }

    def leaves_nothing(self, paths: Sequence[str] = ()) -> str:
        """Why nothing at all would be read, as a sentence; empty where something is. `paths`: places of the device that are
        known: where each of them is left out, nothing is read although some other file would be.

        >>> resolve([Policy(Level.CLIENT, "", "Harbour", {"exclude": [["**", "not now"]]})]).leaves_nothing()
        '"**" leaves out every file (client Harbour: not now)'
        >>> resolve([Policy(Level.CLIENT, "", "Harbour", {"exclude": [["/srv/hr", "moved"]]})]).leaves_nothing(["/srv/hr"])
        'every place that is known here is left out ("/srv/hr")'
        >>> resolve([]).leaves_nothing(["/srv/hr"])
        ''
        """
        if not self.values["kinds"]:
            return f"no kind of place is read ({self.origins['kinds'].words()})"
        rules = self.exclusions
        for rule in self.rules:
            alone = Exclusions((Exclusion(rule.pattern, rule.reason),))
            if rule.lifted is None and all(_out(alone, relative, whole) for relative, whole in _ANY_FILE):
                return f'"{rule.pattern}" leaves out every file ({rule.origin.words()}: {rule.reason})'
        if all(_out(rules, relative, whole) for relative, whole in _ANY_FILE):
            return "its exclusions together leave out every file"
        named = [(path, rules.of(path.rstrip("/").rpartition("/")[2], path)) for path in paths]
        if named and all(rule is not None for _, rule in named):
            said = ", ".join(
                f'"{each}"' for each in dict.fromkeys(rule.pattern for _, rule in named if rule is not None)
            )
            return f"every place that is known here is left out ({said})"
        return ""


# Files that nobody's pattern means: one that matches all of them matches whatever there is.
_ANY_FILE = (
    ("q7zx.docx", "/srv/q7zx/q7zx.docx"), ("w4/k9vb.pdf", "/home/k9vb/w4/k9vb.pdf"), ("j2/j3/h5mt", "/Users/h5mt/j2/j3/h5mt"),
    ("Q7ZX.xlsx", "C:/Users/q7zx/Q7ZX.xlsx"), ("x1/y8.eml", "D:/x1/y8.eml"),
)  # fmt: skip


def _out(rules: Exclusions, relative: str, whole: str) -> bool:
    parts = relative.split("/")
    above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]  # a folder goes with all that lies in it
    root = whole.removesuffix(relative)
    folders = ["/".join(root.split("/")[:count]) or "/" for count in range(1, len(root.rstrip("/").split("/")) + 1)]
    return any(rules.of(each, root + each) for each in above) or any(rules.of(each, each) for each in folders)


def resolve(chain: Iterable[Policy]) -> Resolved:
    """What a chain comes to, from far to near; nearer counts. Exclusions add up, and a nearer policy may have one read again."""
    values: dict[str, Any] = {setting.name: setting.default for setting in TABLE}
    origins: dict[str, Origin] = {setting.name: BUILT_IN for setting in TABLE}
    rules: dict[str, Rule] = {}
    order = list(Level)
    for policy in sorted(chain, key=lambda each: order.index(each.level)):
        origin = Origin(policy.level, policy.about, policy.name)
        for name, value in policy.told.items():
            if name in values:
                values[name], origins[name] = value, origin
        for pattern, reason in policy.told.get("read_again", ()):
            if pattern in rules:
                rule = rules[pattern]
                rules[pattern] = Rule(pattern, rule.reason, rule.origin, origin, reason)
        for pattern, reason in policy.told.get("exclude", ()):
            rules[pattern] = Rule(pattern, reason, origin)
    values["exclude"] = [[rule.pattern, rule.reason] for rule in rules.values() if rule.lifted is None]
    return Resolved(values, origins, tuple(rules.values()))
