"""Whether the people of each holding are an honest range: the sample company's answer sheet beside what the store says.

    python benchmarks/people.py --seeds 101 102 --shuffle --neutral
    python benchmarks/people.py --populations 300     # generated offices of other make-ups: the table of docs/people.md
    python benchmarks/people.py --populations 300 --abroad     # firms made by other assumptions; --mixed by a third sort

A row is a category of data about a category of people. *Inside*: the true number of people is in the range; *narrow*: the
range is no wider than 40 % of the truth, or 4 (two to each side) where that is more. A row that the answer sheet does not have is *extra*.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod, sqrt
from pathlib import Path

from bailee.inventory import Inventory, PeopleRange

WIDEST, FEW = 0.4, 4
LARGE = 60  # people, from which on chance alone leaves little


@dataclass(frozen=True)
class Row:
    """One row: the truth, and what was said."""

    name: str  # category/subject
    true: int  # 0: the answer sheet has no such row
    said: PeopleRange | None

    @property
    def inside(self) -> bool:
        return self.said is not None and self.said.low <= self.true <= self.said.high

    @property
    def narrow(self) -> bool:
        return self.said is not None and self.said.high - self.said.low <= max(WIDEST * self.true, FEW)


def compared(true: Mapping[str, int], inventory: Inventory) -> list[Row]:
    said = {f"{each.category}/{each.subject}": each.people for each in inventory.holdings() if each.people.high}
    return [Row(name, true.get(name, 0), said.get(name)) for name in sorted({*true, *said})]


def scanned(
    home: Path, seed: int, *, shuffle: bool, neutral: bool, with_store: bool
) -> tuple[dict[str, int], Inventory]:
    """The sample company of a seed, made and scanned as `bailee demo` does; its answer sheet, and what is held."""
    from bailee.operations.make_demo import begin_demo
    from bailee.operations.scan_store import scan_store
    from bailee.scanner import ScanKeys, scan

    demo = begin_demo(home, seed=seed, shuffle_folders=shuffle, neutral_names=neutral)
    true = json.loads((home / "manifest.json").read_text(encoding="utf-8"))["people"]
    if with_store:
        scan_store(demo.workspace, [demo.company])
        return true, demo.workspace.inventory()
    inventory = Inventory()
    for event in scan(demo.company, keys=ScanKeys.random()):
        inventory.add(event, "company")
    return true, inventory


def shown(rows: list[Row], verbose: bool) -> str:
    present = [row for row in rows if row.true]
    inside = sum(row.inside for row in present)
    narrow = sum(row.inside and row.narrow for row in present)
    missing, extra = sum(row.said is None for row in present), sum(not row.true for row in rows)
    share = inside / max(len(present), 1)
    lines = [
        f"{inside} of {len(present)} inside ({share:.0%}), {narrow} of them narrow, {missing} missing, {extra} extra"
    ]
    for row in rows:
        if row.inside and row.narrow and not verbose:
            continue
        said = f"{row.said.low}–{row.said.high}" if row.said else "–"
        verdict = "extra" if not row.true else "missing" if not row.said else "" if row.inside else "outside"
        wide = "" if not row.true or not row.said or row.narrow else "wide"
        why = "; ".join(row.said.reasons) if row.said and verbose else ""
        lines.append(f"  {row.name:48} {row.true:5}  {said:>9}  {verdict} {wide}  {why}".rstrip())
    return "\n".join(lines)


def populations(first: int, many: int, *, sort: str = "office") -> str:
    """Inside and width over generated offices, category by category; and over those of 60 people and more."""
    from bailee.people import People
    from populations import Office
    from populations_abroad import Firm
    from populations_mixed import Mixed

    made = {"office": Office, "abroad": Firm, "mixed": Mixed}[sort]
    found: dict[str, list[tuple[int, PeopleRange]]] = {}
    for seed in range(first, first + many):
        office = made(seed)
        people = People(office.mentions, office.letters)
        for category, true in office.true.items():
            said = (
                people.everybody(office.mentions)
                if category == "everybody"
                else people.count(each for each in office.mentions if each.category == category and not each.lane)
            )
            found.setdefault(category, []).append((true, said))
    found["all"] = [each for rows in found.values() for each in rows]
    lines = [f"{'':24} {'n':>5}  inside  width median  9 of 10  of 60 and more"]
    for category, rows in sorted(found.items()):
        inside = sum(said.low <= true <= said.high for true, said in rows) / len(rows)
        widths = sorted((said.high - said.low) / true for true, said in rows)
        half, most = widths[len(widths) // 2], widths[min(9 * len(widths) // 10, len(widths) - 1)]
        large = sorted((said.high - said.low) / true for true, said in rows if true >= LARGE) or [0.0]
        lines.append(
            f"{category:24} {len(rows):5}  {inside:6.1%}  {half:12.0%}  {most:7.0%}  {large[len(large) // 2]:14.0%}"
        )
    return "\n".join(lines)


def ideal(first: int, many: int) -> str:
    """How narrow a range of the people named could be at best: an observer of the same mentions who knows every rate.

    What is left to chance is which of the bare names are none, how many were missed every time, which spellings that nothing
    ties are whose, and how many namesakes look like one person. Their variances are added; two standard deviations each way.
    """
    from bailee.people import People
    from populations import SURE, Office

    best: list[tuple[float, int]] = []
    for seed in range(first, first + many):
        office = Office(seed)
        people = People(office.mentions, office.letters)
        whose: dict[int, set[int | None]] = defaultdict(set)
        sure: dict[int, list[float]] = defaultdict(list)
        named: set[int] = set()
        for mention, person in zip(office.mentions, office.who, strict=True):
            if mention.category != "person-name" or mention.lane:
                continue
            named |= {person} - {None}
            for node in people.people_of(mention):
                whose[node].add(person)
                sure[node].append(mention.probability)
        bare = [node for node in whose if people.is_bare_name(node)]
        share = sum(whose[node] == {None} for node in bare) / max(len(bare), 1)
        variance = float(office.true["person-name"] - len(named))
        for node in bare:
            right = (1 - share) * prod(SURE[each][0] / 10 for each in sure[node])
            wrong = share * prod(SURE[each][1] / 10 for each in sure[node])
            variance += right * wrong / (right + wrong) ** 2
        times = Counter(person for persons in whose.values() for person in persons)
        spellings = sum(times[person] > 1 for node in bare for person in whose[node] if person is not None)
        namesakes = sum(max(len(persons - {None}) - 1, 0) for persons in whose.values())
        variance += spellings + max(namesakes - spellings, 0) / 2
        best.append((4 * sqrt(variance) / office.true["person-name"], office.true["person-name"]))
    widths, large = sorted(width for width, _ in best), sorted(width for width, true in best if true >= LARGE)
    return (
        f"person-name at best: median {widths[len(widths) // 2]:.0%}, 9 of 10 below {widths[9 * len(widths) // 10]:.0%}, "
        f"median of {LARGE} people and more {large[len(large) // 2]:.0%}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[7])
    parser.add_argument("--shuffle", action="store_true")
    parser.add_argument("--neutral", action="store_true")
    parser.add_argument("--no-store", action="store_true", help="without the roster, as `bailee scan --no-store` runs")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--populations", type=int, default=0, help="so many generated offices instead")
    parser.add_argument(
        "--first", type=int, default=100_000, help="their first seed; those from 50,000 on are for judging"
    )
    parser.add_argument("--abroad", action="store_true", help="firms of other assumptions (populations_abroad.py)")
    parser.add_argument("--mixed", action="store_true", help="firms of a third sort (populations_mixed.py)")
    parser.add_argument(
        "--ideal", action="store_true", help="how narrow the range of the people named could be at best"
    )
    chosen = parser.parse_args()
    if chosen.ideal:
        print(ideal(chosen.first, chosen.populations or 100))
        return
    if chosen.populations:
        sort = "abroad" if chosen.abroad else "mixed" if chosen.mixed else "office"
        print(populations(chosen.first, chosen.populations, sort=sort))
        return
    for seed in chosen.seeds:
        with tempfile.TemporaryDirectory() as folder:
            true, inventory = scanned(
                Path(folder), seed, shuffle=chosen.shuffle, neutral=chosen.neutral, with_store=not chosen.no_store
            )
            began = time.perf_counter()
            rows = compared(true, inventory)
            took = time.perf_counter() - began
        print(f"seed {seed}: {shown(rows, chosen.verbose)}\n  counted in {took:.2f} s")


if __name__ == "__main__":
    main()
