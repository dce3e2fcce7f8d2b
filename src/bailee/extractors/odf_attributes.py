"""Attributes of OpenDocument in which a person's words stand: names that were given, hints, formulas, sources of data.

>>> list(spoken("section", {"name": "Pay of Ann", "style-name": "Sect1"})), list(spoken("frame", {"name": "Frame1"}))
(['Pay of Ann'], [])
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_ALONE = frozenset({"href", "string-value"})  # told without the attribute's name
_WORDS = frozenset(
    "current-value value label help-text title current-string-value string-value user-name author target-frame-name "  # noqa: SIM905
    "connection-resource description string-value-if-true string-value-if-false href comment sql-statement database-name "
    "expression dde-application dde-topic dde-item command datasource creator source-field-name bibliography-type annote "
    "address booktitle editor institution note publisher school url custom1 custom2 custom3 custom4 custom5 login-timeout "
    "file-name table-name column-name".split()
)
# elements whose name a person gave
_NAMED = frozenset(
    "section user-field-decl variable-decl bookmark bookmark-start reference-mark reference-mark-start frame custom-shape g rect "  # noqa: SIM905
    "named-range named-expression database-range data-pilot-table data-pilot-member page layer show scenario table a form text "
    "textarea listbox combobox checkbox query table-representation user-index-source object-index drop-down".split()
)
_VALUED = frozenset(  # elements whose `value` is a person's; elsewhere it is a number
    "text password textarea hidden combobox property button option filter-condition label list-property".split()  # noqa: SIM905
)
_SOURCES = ("mailto:", "http", "tel:", "file:", "ftp", "//", "\\\\", "jdbc:", "sdbc:", "ldap")
_DEFAULT_NAME = re.compile(r"[^\W\d_]{0,24} ?\d+|[^\W\d_]{0,3}|_.*")  # Table1, Frame 2


def spoken(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Lines for what the attributes of an element say. Names are local, without their prefix."""
    for key, value in attributes.items():
        if not value:
            continue
        if key == "name":
            if name in _NAMED and not _DEFAULT_NAME.fullmatch(value):
                yield value
        elif key == "condition":
            if '"' in value:
                yield value
        elif key == "href":
            if value.startswith(_SOURCES):
                yield value
        elif key in _WORDS and (key != "value" or name in _VALUED):
            yield value if key in _ALONE else f"{attributes.get('name') or key}: {value}"


_SETTINGS_OF_PROGRAM = re.compile(
    r"PrinterSetup|ViewId|Forbidden\w*|BeginLine|EndLine|.*(?:Color|Version|Rsid\w*|Zoom\w*|Compat\w*)|ActiveTable|CharacterCompressionType"
)


def setting(name: str, value: str) -> str:
    """A setting of a document, where it says something of its office: its printer, its source of addresses."""
    value = value.strip()
    if len(value) < 3 or len(value) > 2_000 or value in ("true", "false") or not any(map(str.isalpha, value)):
        return ""
    return "" if _SETTINGS_OF_PROGRAM.fullmatch(name) else f"{name}: {value}"
