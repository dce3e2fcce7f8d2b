"""What the sheet of a stolen laptop costs in a store of a million findings, with people in 51 jurisdictions: `bailee incident STORE`.

    python benchmarks/incidents.py                     # 1,000,000 findings: some minutes, 1 GB of disk
    python benchmarks/incidents.py --findings 100000   # a quick look

The store is that of `people_at_scale.py`: offices of some hundreds of people each, every office a data store. One office is the
laptop; its people, as many as have an e-mail address, are on the roster, with an address in one state after the other. Then the
whole place is asked for: the laptop that holds all million. What it took is that of the command, from its start to its last line.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from bailee.obligations.load import place_codes
from people_at_scale import cost, fill

_STATES = sorted(code[3:] for code in place_codes() if code.startswith("US-"))


def list_people(home: Path, most: int) -> int:
    """Put everybody who has an e-mail address on the roster, by the fingerprint that findings have; how many."""
    from bailee.operations.open_store import open_store
    from bailee.rosters import Details
    from bailee.store.models import NormalForm
    from bailee.store.rows.roster import RosterDraft
    from bailee.vocabulary import SubjectCategory

    workspace = open_store(home)
    with workspace.reading():
        rows = workspace._rows(NormalForm).filter(form="email").order_by("fingerprint")
        printed = list(rows.values_list("fingerprint", flat=True).distinct()[:most])
    drafts = [
        RosterDraft(
            SubjectCategory.EMPLOYEE,
            Details(
                f"Person {number}", number=str(number), address=f"{number} Elm St, Town, {_STATES[number % 51]} 00000"
            ),
            (("email", each),),
            date(2024, 1, 1),
        )
        for number, each in enumerate(printed)
    ]
    workspace.save_roster(drafts)
    workspace.close()
    return len(drafts)


def stores_of(home: Path) -> list[str]:
    from bailee.operations.open_store import open_store

    workspace = open_store(home)
    found = sorted(workspace.coverage_by_store())
    workspace.close()
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--findings", type=int, default=1_000_000)
    options.add_argument("--size", type=int, default=600, help="people of each office")
    options.add_argument("--people", type=int, default=60_000, help="most people on the roster")
    options.add_argument(
        "--home", type=Path, help="a store that is there already: it is measured, and nothing else is made"
    )
    options.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.fill:
        findings, people = fill(chosen.fill, chosen.findings, chosen.size)
        print(json.dumps([findings, people, list_people(chosen.fill, chosen.people)]))
        return
    bailee = str(Path(sys.executable).with_name("bailee"))
    with tempfile.TemporaryDirectory(prefix="bailee-incidents-") as folder:
        home = chosen.home or Path(folder) / "home"
        if chosen.home is None or not home.exists():
            asked = ("--fill", str(home), "--findings", str(chosen.findings), "--size", str(chosen.size))
            *_, said = cost((sys.executable, __file__, *asked, "--people", str(chosen.people)))
            findings, people, listed = json.loads(said)
            print(
                f"{findings:,} findings about {people:,} people are written, {listed:,} of them on the roster",
                flush=True,
            )
        first = stores_of(home)[0]
        for named in (first, first.partition("/")[0]):
            spent, waited, most, said = cost((bailee, "incident", named, "--json", "--home", str(home)))
            sheet = json.loads(said)
            places = sum(each["place"] is not None for each in sheet["places"])
            dated = sum(each["deadline"] is not None for each in sheet["duties"])
            count = sheet["people"]
            print(
                f"bailee incident {named}: {sheet['findings']:,} findings, {count['low']:,}–{count['high']:,} people in {places} jurisdictions, "
                f"{len(sheet['duties'])} duties, {dated} with a day: {spent:.1f} CPU s, {waited:.1f} s, {most:,.0f} MiB",
                flush=True,
            )


if __name__ == "__main__":
    main()
