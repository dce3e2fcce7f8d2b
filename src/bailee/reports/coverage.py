"""The coverage statement: what was looked at, what in part, what not and why, in counts and bytes; what was never looked at.

Beside every "none found" stands what could not be seen. The statement is counts, idents and words that people gave as
reasons; it names no file. It is sealed where there is a store (`evidence.statements`).

>>> made = statement("Acme", (("acme/hr", "read", "", 2, 10), ("acme/hr", "skipped", "encrypted", 1, 5)), places=("hr",))
>>> made["looked_at"], made["not_looked_at"]["encrypted"]
({'items': 2, 'bytes': 10}, {'items': 1, 'bytes': 5})
>>> line({**made, "paper": [{"name": "HR cabinet", "holds": [], "about": []}]})
'Files on paper were not looked at: HR cabinet.'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bailee import __version__
from bailee.matrix import number
from bailee.rendering import Block, Document, Heading, List, Paragraph, Table
from bailee.reports.words import REMEDIES, cause, size
from bailee.vocabulary import DATA_CATEGORIES, Reason

Outcome = tuple[str, str, str, int, int]  # data store, outcome, reason, files, bytes

_PROMISES = {
    "network": "reached no network",
    "writing": "could write no file",
    "reading": "could read nothing but what was scanned",
    "processes": "could start no program",
}


def statement(
    organisation: str,
    outcomes: Iterable[Outcome],
    *,
    places: Sequence[str],
    scan: Mapping[str, Any] | None = None,
    conduct: Mapping[str, Any] | None = None,
    not_connected: Sequence[Mapping[str, Any]] = (),
    paper: Sequence[Mapping[str, Any]] = (),
    archived: Mapping[str, Any] | None = None,
    made_at: str = "",
) -> dict[str, Any]:
    """Everything that is said, as JSON. `outcomes` is counted by the store or by a single run. `archived`: what of findings that are
    gone was moved to archives: it says nothing of what is there now."""
    looked, partly, left = {"items": 0, "bytes": 0}, _Causes(), _Causes()
    stores: dict[str, dict[str, Any]] = {}
    for store, outcome, reason, files, amount in sorted(outcomes):
        if outcome not in ("read", "partly", "skipped"):  # a scan was cut off in it
            outcome, reason = "skipped", Reason.CRASHED.value
        told = stores.setdefault(
            store, {"store": store, "looked_at": {"items": 0, "bytes": 0}, "partly": {}, "not": {}}
        )
        if outcome == "read":
            for counts in (looked, told["looked_at"]):
                counts["items"], counts["bytes"] = counts["items"] + files, counts["bytes"] + amount
        else:
            (partly if outcome == "partly" else left).add(reason, files, amount)
            of_store = told["partly" if outcome == "partly" else "not"]
            before = of_store.get(reason, {"items": 0, "bytes": 0})
            of_store[reason] = {"items": before["items"] + files, "bytes": before["bytes"] + amount}
    behaved = conduct or {}
    return {
        "is": "coverage",
        "bailee": __version__,
        "organisation": organisation,
        "made_at": made_at,
        "scan": dict(scan) if scan else None,
        "places": list(places),
        "looked_at": looked,
        "looked_at_in_part": partly.told(),
        "not_looked_at": left.told(),
        "excluded": [dict(row) for row in behaved.get("excluded", ())],
        "not_connected": [dict(row) for row in not_connected],
        "paper": [dict(row) for row in paper],
        "stores": list(stores.values()),
        "isolation": behaved.get("isolation"),
        **({"archived": dict(archived)} if archived else {}),
    }


class _Causes:
    def __init__(self) -> None:
        self.counts: dict[str, tuple[int, int]] = {}

    def add(self, reason: str, items: int, amount: int) -> None:
        before = self.counts.get(reason, (0, 0))
        self.counts[reason] = (before[0] + items, before[1] + amount)

    def told(self) -> dict[str, dict[str, int]]:
        return {reason: {"items": items, "bytes": amount} for reason, (items, amount) in sorted(self.counts.items())}


def left_out(made: Mapping[str, Any]) -> tuple[str, ...]:
    """What people left out on purpose: how much, and why."""
    return tuple(
        f"{number(row['items'], 'file')}, {size(row['bytes'])}: {row['reason']}" for row in made.get("excluded", ())
    )


def line(made: Mapping[str, Any]) -> str:
    """What a report adds to its counts: what nobody could count, and the seal. Empty where there is nothing to add."""
    said = []
    if out := left_out(made):
        said.append(f"Left out on purpose: {'; '.join(out)}.")
    still = [row for row in made.get("not_connected", ()) if not row["left_reason"]]
    if still:
        names = ", ".join(row["name"] for row in still[:3])
        more = f" and {len(still) - 3:,} more" if len(still) > 3 else ""
        said.append(f"Not connected, so not looked at: {names}{more}.")
    for row in made.get("not_connected", ()):
        if row["left_reason"]:
            said.append(f"{row['name']} was left out, because: {row['left_reason']}.")
    if made.get("paper"):
        said.append(f"Files on paper were not looked at: {', '.join(row['name'] for row in made['paper'])}.")
    if made.get("archived"):
        said.append(archived_line(made["archived"]))
    return " ".join(said)


def archived_line(told: Mapping[str, Any]) -> str:
    """
    >>> archived_line({"findings": 1200, "archives": 2, "until": "2025-03-31"})
    '1,200 findings that were gone by 2025-03-31 lie in 2 archives: they count in no past day until they are brought back.'
    """
    return (
        f"{number(told['findings'], 'finding')} that {'was' if told['findings'] == 1 else 'were'} gone by {told['until']} "
        f"{'lies' if told['findings'] == 1 else 'lie'} in {number(told['archives'], 'archive')}: "
        f"{'it counts' if told['findings'] == 1 else 'they count'} in no past day until {'it is' if told['findings'] == 1 else 'they are'} brought back."
    )


def seal_line(sealed: Mapping[str, Any]) -> str:
    """That a statement is sealed, and where it stands in the log."""
    told = sealed.get("seal")
    if not told:
        return ""
    return f"This coverage is sealed: SHA-256 {told['sha256'][:16]}…, record {sealed.get('record', '?')} of the log."


def isolation_line(made: Mapping[str, Any]) -> str:
    """What kept the programs that read files in, as they tried it; what did not hold is said too.

    >>> nothing = {"items": 0, "bytes": 0}
    >>> isolation_line({"isolation": None, "looked_at": nothing, "looked_at_in_part": {}})
    'No file was opened, so nothing had to be kept in.'
    >>> isolation_line({"isolation": None, "looked_at": {"items": 7, "bytes": 90}, "looked_at_in_part": {}})
    'What keeps in the programs that read files is noted when a scan ends, and none of these has.'
    """
    isolation = made.get("isolation")
    if not isolation and (made["looked_at"]["items"] or made["looked_at_in_part"]):
        return "What keeps in the programs that read files is noted when a scan ends, and none of these has."
    if not isolation:
        return "No file was opened, so nothing had to be kept in."
    held = [words for name, words in _PROMISES.items() if isolation.get(name)]
    missing = [words for name, words in _PROMISES.items() if not isolation.get(name)]
    means = f" ({', '.join(isolation.get('by', ()))})" if isolation.get("by") else ""
    said = f"What read the files {_and(held)}{means}." if held else "Nothing kept in what read the files."
    if missing:
        said += f" This system could not promise that it {_and(missing)}."
    return said


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def document(sealed: Mapping[str, Any], on: date) -> Document:
    """The statement for people: on paper, or as a page."""
    made = sealed["statement"]
    looked, partly, left = made["looked_at"], made["looked_at_in_part"], made["not_looked_at"]
    files = looked["items"] + sum(row["items"] for row in (*partly.values(), *left.values()))
    blocks: list[Block] = [
        Paragraph(_scan_line(made)),
        Table(
            number(files, "file"),
            ("", "Files", "Size"),
            (
                ("Looked at", f"{looked['items']:,}", size(looked["bytes"])),
                ("Looked at in part", *_sum(partly)),
                ("Not looked at", *_sum(left)),
            ),
            widths=(6, 3, 3),
        ),
    ]
    if partly or left:
        rows = [(cause(Reason(reason)).capitalize(), "in part", row, reason) for reason, row in partly.items()]
        rows += [(cause(Reason(reason)).capitalize(), "not at all", row, reason) for reason, row in left.items()]
        blocks += [
            Heading(1, "Why not"),
            Table(
                "By cause",
                ("Cause", "Looked at", "Files", "Size", "What would read it"),
                tuple(
                    (words, how, f"{row['items']:,}", size(row["bytes"]), REMEDIES[Reason(reason)])
                    for words, how, row, reason in sorted(rows, key=lambda each: -each[2]["items"])
                ),
                widths=(4, 3, 2, 3, 9),
            ),
        ]
    blocks += _never(made)
    if made["stores"]:
        blocks += [Heading(1, "By data store"), _stores(made["stores"])]
    blocks += [Heading(1, "How it was read"), Paragraph(isolation_line(made))]
    if sealed.get("seal"):
        seal = sealed["seal"]
        blocks += [
            Heading(1, "Seal"),
            Table(
                "Checked by `bailee evidence verify FILE.json`",
                ("", ""),
                (
                    ("SHA-256", _broken(seal["sha256"])),
                    ("Signature", _broken(seal["signature"])),
                    ("Key", _broken(seal["key"])),
                    ("Record of the log", str(sealed.get("record", ""))),
                ),
                widths=(3, 10),
            ),
        ]
    return Document(
        "What was looked at, and what was not",
        "en",
        on,
        tuple(blocks),
        subtitle=f"Coverage statement · {made['organisation']}",
        foot="Whatever was not looked at may hold anything. Nothing in here says that there is none.",
        author="bailee",
    )


def _scan_line(made: Mapping[str, Any]) -> str:
    scan = made["scan"]
    where = ", ".join(made["places"]) or "no place"
    if not scan:
        return f"Places: {where}."
    state = {
        "finished": "",
        "running": " It had not ended when this was stated: what it had not reached is in none of the counts.",
    }.get(scan["state"], " It was stopped before its end.")
    began = datetime.fromisoformat(scan["started_at"])
    return f"Places: {where}. The last scan began on {began:%d %b %Y at %H:%M} UTC.{state}"


def _never(made: Mapping[str, Any]) -> list[Block]:
    """What no scan came near."""
    blocks: list[Block] = []
    if out := left_out(made):
        blocks += [Heading(1, "Left out on purpose"), List(out)]
    if made["not_connected"]:
        blocks += [
            Heading(1, "Not connected"),
            List(tuple(_place(row) for row in made["not_connected"])),
        ]
    if made.get("archived"):
        blocks += [Heading(1, "In archives"), Paragraph(archived_line(made["archived"]))]
    if made["paper"]:
        blocks += [Heading(1, "On paper"), List(tuple(_paper(row) for row in made["paper"]))]
    return blocks


def _place(row: Mapping[str, Any]) -> str:
    why = f"left out: {row['left_reason']}" if row["left_reason"] else row["why"] or "nobody looked at it"
    return f"{row['name']}: {why}"


def _paper(row: Mapping[str, Any]) -> str:
    holds = ", ".join(DATA_CATEGORIES[each].label for each in row["holds"] if each in DATA_CATEGORIES)
    return f"{row['name']}{f': {holds}' if holds else ''}{', of ' + ', '.join(row['about']) if row['about'] else ''}"


def _stores(stores: Sequence[Mapping[str, Any]]) -> Table:
    rows = tuple(
        (row["store"], f"{row['looked_at']['items']:,}", _sum(row["partly"])[0], _sum(row["not"])[0]) for row in stores
    )
    return Table(f"{len(rows):,} stores", ("Data store", "Looked at", "In part", "Not"), rows, widths=(8, 3, 3, 3))


def _sum(causes: Mapping[str, Mapping[str, int]]) -> tuple[str, str]:
    return f"{sum(row['items'] for row in causes.values()):,}", size(sum(row["bytes"] for row in causes.values()))


def _broken(text: str) -> str:
    """Long words in pieces, so that they can be broken on paper."""
    return " ".join(text[start : start + 32] for start in range(0, len(text), 32))
