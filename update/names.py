"""Make the tables of given names and surnames from the 1990 lists of the US Census Bureau (public domain).

    python update/names.py FOLDER          # a folder with dist.male.first, dist.female.first, dist.all.last

The Bureau's files are also inside the package `names` on PyPI: install it in a scratch environment and give its folder.
Given names are kept with the share of people who bear them (per 100,000 of their list); surnames down to rank 60,000.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

TABLES = Path(__file__).parents[1] / "src" / "bailee" / "detectors" / "tables"
HEAD = """# {what}
# Source: US Census Bureau, Frequently Occurring Surnames and First Names, 1990 (public domain)
# https://www.census.gov/topics/population/genealogy/data/1990_census/1990_census_namefiles.html
# Edition: 1990; made on {on} by update/names.py
"""


def rows(path: Path) -> list[tuple[str, float]]:
    """(name, percent) by rank."""
    return [(name.lower(), float(share)) for name, share, *_ in map(str.split, path.read_text("ascii").splitlines())]


def main() -> None:
    folder = Path(sys.argv[1])
    given: dict[str, float] = {}
    for sex in ("male", "female"):
        for name, share in rows(folder / f"dist.{sex}.first"):
            given[name] = max(given.get(name, 0.0), share)
    on = datetime.now(UTC).date().isoformat()
    lines = [f"{name} {round(share * 1000)}" for name, share in sorted(given.items())]
    (TABLES / "given_names.txt").write_text(
        HEAD.format(what="Given names and how many of 100,000 bear them", on=on) + "\n".join(lines) + "\n", "utf-8"
    )
    surnames = sorted(name for name, _ in rows(folder / "dist.all.last")[:60_000])
    (TABLES / "surnames.txt").write_text(HEAD.format(what="Surnames", on=on) + "\n".join(surnames) + "\n", "utf-8")
    print(f"{len(lines)} given names, {len(surnames)} surnames")


if __name__ == "__main__":
    main()
