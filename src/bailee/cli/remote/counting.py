"""People by a server: how many, why it is a range, who is on no roster; the roster itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bailee.cli.output import write_json
from bailee.cli.remote.reading import as_it_is_now

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.people import OfStore, Range
    from bailee.operations.count_people import PeopleCount
    from bailee.people import PeopleRange


def people(client: Client, *, whole: bool, as_json: bool, home: object) -> None:
    from bailee.cli.people import ranges

    as_it_is_now()
    if whole:
        told = client.count_whole()
        if as_json:
            write_json(told)
        else:
            ranges.show_whole(_range(told["people"]), _stores(told["stores"]))
    elif as_json:
        write_json(client.count_people())
    else:
        ranges.show(_counted(client))


def why(client: Client, *, category: str, as_json: bool, home: object) -> None:
    from bailee.cli.people import ranges

    ranges.is_known(category)
    ranges.show_why(category, _counted(client).holdings, as_json)


def unknown(client: Client, *, as_json: bool, home: object) -> None:
    from bailee.cli.people import ranges

    ranges.show_unknown(_counted(client), as_json)


def roster(client: Client, *, subject: Any, missing: bool, as_json: bool, home: object) -> None:
    from bailee.cli.people.rosters import show_roster

    as_it_is_now()
    told = [
        {
            "person": each["ident"], "subject": each["category"], "name": each["name"], "number": each["number"],
            "joined_on": each["joined_on"], "missing_since": each["missing_since"], "found": each["found"], "by_name": each["by_name"],
        }
        for each in client.all_roster(subject=subject, met=True)
        if each["missing_since"] or not missing
    ]  # fmt: skip
    show_roster(told, as_json)


def _range(told: Range) -> PeopleRange:
    from bailee.people import PeopleRange

    return PeopleRange(told["low"], told["high"], tuple(told["reasons"]))


def _stores(told: list[OfStore]) -> tuple[tuple[str, PeopleRange], ...]:
    return tuple((each["store"], _range(each["people"])) for each in told)


def _counted(client: Client) -> PeopleCount:
    from bailee.inventory import Holding
    from bailee.operations.count_people import PeopleCount, Standing, Unknown
    from bailee.people import Meeting
    from bailee.vocabulary import SubjectCategory

    told, nobody = client.count_people(), frozenset[str]()
    return PeopleCount(
        _range(told["people"]),
        tuple(
            Holding(each["category"], SubjectCategory(each["subject"]), tuple(each["stores"]), _range(each["people"]), 0)
            for each in told["holdings"]
        ),
        _stores(told["stores"]),
        tuple(
            Standing(SubjectCategory(each["subject"]), each["listed"], each["found"], each["by_name"]) for each in told["roster"]
        ),
        tuple(
            Unknown(
                SubjectCategory(each["subject"]), _range(each["people"]), tuple((one["store"], one["people"]) for one in each["stores"]),
                tuple((one["category"], one["people"]) for one in each["categories"]),
            )
            for each in told["unknown"]
        ),
        Meeting(nobody, nobody, nobody, frozenset(), {}),  # who they are is not told
    )  # fmt: skip
