"""Address cards (vCard) and exports of a directory (LDIF, as LDIFDE and ldapsearch write it), as rows of a table.

>>> read_cards("BEGIN:VCARD\\nFN:Ann Roe\\nEMAIL;TYPE=HOME:ann@example.org\\nTEL:+1 518 555 0100\\nBDAY:19800229\\nEND:VCARD\\n")
(('FN', 'EMAIL', 'TEL', 'BDAY'), [(1, ('Ann Roe', 'ann@example.org', '+1 518 555 0100', '19800229'))])
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Iterator

from bailee.errors import InvalidInput

Rows = tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]
MOST_PEOPLE = 500_000
MOST_CELLS = 20_000_000  # each entry may name fields of its own
SEVERAL = "\n"  # between values of one field
_PROPERTY = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;(?:[^\":;]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w.-]+)(?:;[\w;-]+)?(::?) ?(.*)", re.DOTALL)
_KEPT = ("FN", "NICKNAME", "EMAIL", "TEL", "BDAY", "LANG", "UID", "X-MAIDENNAME")
_PEOPLE = frozenset({"person", "user", "inetorgperson", "organizationalperson", "contact", "posixaccount"})


def is_cards(text: str) -> bool:
    return re.match(r"\s*BEGIN:VCARD", text, re.IGNORECASE) is not None


def is_directory(text: str) -> bool:
    lines = (line for line in text[:4_000].splitlines() if line.strip() and not line.startswith("#"))
    return any(re.match(r"dn::? ?\S", line) for line, _ in zip(lines, range(4), strict=False))


def read_cards(text: str) -> Rows:
    """One row a card. Heads are the cards' own words: FN, EMAIL, TEL …"""
    found: list[tuple[int, dict[str, list[str]]]] = []
    for number, line in _unfolded(text):
        property_ = _PROPERTY.match(line)
        if property_ is None:
            continue
        name, parameters, value = property_[1].upper(), property_[2].upper(), property_[3]
        if name == "BEGIN":
            found.append((number, {}))
        elif not found:
            continue
        elif name == "N":
            parts = [_unescaped(part) for part in re.split(r"(?<!\\);", _decoded(parameters, value))]
            for head, part in zip(("Surname", "Given name"), parts, strict=False):
                found[-1][1].setdefault(head, []).append(part.strip())
        elif name == "ADR":
            parts = re.split(r"(?<!\\);", _decoded(parameters, value))
            found[-1][1].setdefault("Address", []).append(", ".join(filter(None, map(_unescaped, parts))))
        elif name == "ORG":
            parts = re.split(r"(?<!\\);", _decoded(parameters, value))
            found[-1][1].setdefault("Department", []).append(_unescaped(parts[1]) if len(parts) > 1 else "")
        elif name in _KEPT and not (name == "BDAY" and value.startswith("--")):
            found[-1][1].setdefault(name, []).append(_unescaped(_decoded(parameters, value)).removeprefix("tel:"))
    return _rows(found)


def read_directory(text: str) -> Rows:
    """One row an entry that is a person's; computers, groups and folders of the directory are left."""
    found: list[tuple[int, dict[str, list[str]]]] = []
    for number, line in _unfolded(text, keep_blank=True):
        attribute = _ATTRIBUTE.match(line)
        if line.startswith("#") or attribute is None:
            continue
        name, value = attribute[1], attribute[3]
        if attribute[2] == "::":
            value = _from_base64(value)
        if name.lower() == "dn":
            found.append((number, {}))
        elif found:
            if name.lower() == "manager":
                value = re.sub(r"(?i)^cn=((?:[^,\\]|\\.)+),.*", r"\1", value).replace("\\", "")
            elif name.lower() == "proxyaddresses":
                value = re.sub(r"(?i)^smtp:", "", value) if re.match(r"(?i)smtp:", value) else ""
            found[-1][1].setdefault(name, []).append(value)
    return _rows([(number, told) for number, told in found if _is_person(told)])


def _is_person(told: dict[str, list[str]]) -> bool:
    classes = {value.lower() for name, values in told.items() if name.lower() == "objectclass" for value in values}
    return not classes or (bool(classes & _PEOPLE) and "computer" not in classes)


def _rows(found: list[tuple[int, dict[str, list[str]]]]) -> Rows:
    heads = tuple(dict.fromkeys(head for _, told in found for head in told if head.lower() != "objectclass"))
    if len(heads) * len(found) > MOST_CELLS or len(found) > MOST_PEOPLE:
        raise InvalidInput(
            f"it has {len(found):,} entries and {len(heads):,} fields, which is more than a list of people has",
            hint="export people alone, with the fields that a roster has, or in parts",
        )
    return heads, [
        (number, tuple(SEVERAL.join(dict.fromkeys(filter(None, told.get(head, [])))) for head in heads))
        for number, told in found
    ]


def _unfolded(text: str, *, keep_blank: bool = False) -> Iterator[tuple[int, str]]:
    """Lines with the number of their first; one that begins with a blank goes on where the one before it ended."""
    began, parts = 1, list[str]()
    for number, line in enumerate(_lines(text), 1):
        soft = bool(parts) and parts[-1].endswith("=") and "QUOTED-PRINTABLE" in parts[0].partition(":")[0].upper()
        if parts and (line[:1] in (" ", "\t") or soft):
            parts.append("\n" + line if soft else line[1:])
            continue
        if parts:
            yield began, "".join(parts)
        began, parts = number, [line]
    if parts:
        yield began, "".join(parts)


def _lines(text: str) -> Iterable[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _decoded(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" in parameters:
        charset = re.search(r"CHARSET=\"?([\w-]+)", parameters)
        try:
            return quopri.decodestring(value.encode("utf-8", "replace")).decode(
                charset[1] if charset else "utf-8", "replace"
            )
        except LookupError:
            return quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")
    return value


def _unescaped(value: str) -> str:
    return re.sub(r"\\([nN,;:\\])", lambda mark: " " if mark[1] in "nN" else mark[1], value).strip()


def _from_base64(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
