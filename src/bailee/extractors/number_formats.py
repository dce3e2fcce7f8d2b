"""Numbers in a spreadsheet as a reader sees them: dates, and digits laid into a mask such as an SSN's.

>>> shown("512447313", "000\\\\-00\\\\-0000"), shown("44927", "yyyy-mm-dd"), shown("4.1111111111111E+15", "General")
('512-44-7313', '2023-01-01', '4111111111111100')
>>> shown("5551234", '[<=9999999]###\\\\-####;\\\\(###\\\\) ###\\\\-####'), shown("1024.5", "#,##0.00"), shown("7", "00000")
('555-1234', '1024.5', '00007')
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

BUILT_IN = {
    14: "m/d/yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    27: "yyyy/m/d", 28: "m/d", 29: "m/d", 30: "m-d-yy", 31: "yyyy/m/d", 32: "h:mm", 33: "h:mm:ss", 34: "yyyy/m/d", 35: "yyyy/m/d", 36: "yyyy/m/d",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 50: "yyyy/m/d", 51: "m/d", 52: "yyyy/m/d", 53: "m/d", 54: "m/d", 55: "yyyy/m/d", 56: "yyyy/m/d", 57: "yyyy/m/d", 58: "m/d",
}  # fmt: skip
_CONDITION = re.compile(r"\[(<=?|>=?|=|<>)(-?\d+(?:\.\d+)?)\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_MARKS = frozenset("-/.() +:,")


@lru_cache(maxsize=4096)
def _is_date(code: str) -> bool:
    bare = _QUOTED.sub("", code.split(";")[0]).lower()
    return (any(mark in bare for mark in "ymdhs") and not any(mark in bare for mark in "0#?")) or "[h" in code.lower()


@lru_cache(maxsize=4096)
def _mask(section: str) -> str | None:
    """Places for digits and what stands between; None where the format is one of amounts."""
    plain = _QUOTED.sub(lambda found: "".join(f"\0{c}" for c in (found[1] or found[2] or "")), section)
    mask: list[str] = []
    index = 0
    while index < len(plain):
        character = plain[index]
        if character == "\0":
            mask.append(plain[index : index + 2])
            index += 2
            continue
        if character in ".,%Ee@$" or (character.isalpha()):
            return None
        mask.append(character)
        index += 1
    joined = "".join(mask)
    places = sum(1 for part in mask if part in ("0", "#", "?"))
    gaps = any(part not in ("0", "#", "?") for part in mask)
    return joined if places >= 2 and (gaps or joined.count("0") >= 2) else None


def shown(value: str, code: str = "General", *, since_1904: bool = False) -> str:
    """The value of a cell as its format shows it, without the ornament of amounts."""
    try:
        number = float(value)
    except ValueError:
        return value
    if code and code != "General":
        if _is_date(code):
            return _date(number, since_1904) or value
        sections = code.split(";")
        section = _section(sections, number)
        mask = _mask(section)
        if mask is not None and number >= 0 and number.is_integer() and number < 1e17:
            return _laid(str(int(number)), mask)
    return plain_number(value, number)


def _section(sections: list[str], number: float) -> str:
    for section in sections:
        condition = _CONDITION.search(section)
        if condition is None:
            continue
        limit = float(condition[2])
        holds = {
            "<": number < limit,
            "<=": number <= limit,
            ">": number > limit,
            ">=": number >= limit,
            "=": number == limit,
            "<>": number != limit,
        }
        if holds[condition[1]]:
            return section
    return next((section for section in sections if not _CONDITION.search(section)), sections[0])


def _laid(digits: str, mask: str) -> str:
    """Digits from the right into the places of a mask; those left over stand before the first place."""
    out: list[str] = []
    rest = list(digits)
    parts = re.findall(r"\0.|.", mask, re.DOTALL)
    first = next(index for index, part in enumerate(parts) if part in ("0", "#", "?"))
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if part in ("0", "#", "?"):
            if rest:
                out.append(rest.pop())
            elif part == "0":
                out.append("0")
            if index == first:
                out.extend(reversed(rest))
                rest = []
        else:
            out.append(part[-1])
    return "".join(reversed(out)).strip()


def plain_number(value: str, number: float) -> str:
    if "e" not in value and "E" not in value and len(value) <= 17:
        return value.removesuffix(".0")
    if number.is_integer() and abs(number) < 1e20:
        return str(int(number))
    return f"{number:.15g}"


def _date(number: float, since_1904: bool) -> str:
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zone
    try:
        moment = start + timedelta(days=number)
    except OverflowError:
        return ""
    if number < 1:
        return moment.strftime("%H:%M:%S")
    moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    return moment.strftime("%Y-%m-%d") if number == int(number) else moment.strftime("%Y-%m-%d %H:%M:%S")
