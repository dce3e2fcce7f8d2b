"""docs/licences.md: every package that is installed with bailee, and under which licence. No GPL or AGPL; LGPL only as an unmodified library.

python update/licences.py            # writes the page; a test compares, and refuses a licence that is not on the list
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bill import Package, packages

PAGE = Path(__file__).resolve().parent.parent / "docs" / "licences.md"

# What may be on a customer's machine, by the words of an expression. Copyleft of files and of libraries may, of whole programs not.
PERMISSIVE = frozenset(
    {
        "0BSD", "Apache-2.0", "Apache 2.0", "Apache", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0",
        "MIT-CMU", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib", "public domain", "BSL-1.0", "CNRI-Python", "Python Software Foundation License",
    }
)  # fmt: skip
WEAK = {
    "MPL-2.0": "files of it that one changes stay open; nothing is changed here",
    "LGPL": "an unmodified library that anybody may exchange",
    "LGPL-2.1": "an unmodified library that anybody may exchange",
    "LGPL-2.1-or-later": "an unmodified library that anybody may exchange",
    "LGPL-3.0": "an unmodified library that anybody may exchange",
    "LGPL-3.0-only": "an unmodified library that anybody may exchange",
    "LGPL-3.0-or-later": "an unmodified library that anybody may exchange",
}


def words(expression: str) -> tuple[str, ...]:
    """
    >>> words("(Apache-2.0 OR BSD-3-Clause) AND MIT")
    ('Apache-2.0', 'BSD-3-Clause', 'MIT')
    """
    return tuple(
        each.strip("() ") for each in re.split(r"\s(?:AND|OR|WITH|and|or)\s|[,;/]", expression) if each.strip("() ")
    )


def refusal(package: Package) -> str:
    """Why a package may not be installed with bailee; empty where it may.

    >>> refusal(Package("x", "1", "GPL-3.0-or-later", (), (), ())), refusal(Package("x", "1", "MIT OR GPL-2.0", (), (), ()))
    ('its licence is GPL-3.0-or-later', '')
    """
    if not package.licence:
        return "nobody has said its licence"
    offered = [each.strip("() ") for each in re.split(r"\s(?:OR|or)\s", package.licence)]
    if any(all(word in PERMISSIVE or word in WEAK for word in words(one)) for one in offered):
        return ""
    return f"its licence is {package.licence}"


def page() -> str:
    """The table, made from requirements.lock and what each package says of itself."""
    bill = packages()
    lines = [
        "# Licences",
        "",
        "*Made by `update/licences.py` from `requirements.lock` and from what each package says of itself; a test compares.*",
        "",
        f"bailee is under [Apache-2.0](../LICENSE). With all of its extras {len(bill)} packages are installed beside it. None is under GPL or AGPL;",
        "libraries under LGPL and MPL are used unmodified. Programs that are called and not carried along (libmagic, libarchive, age) keep their own",
        "licences. What tests and builds need is on no customer's machine and not listed.",
        "",
        "| package | version | licence | needed by |",
        "|---|---|---|---|",
    ]
    for each in bill:
        by = ", ".join(each.needed_by[:4]) + (f" and {len(each.needed_by) - 4} more" if len(each.needed_by) > 4 else "")
        lines.append(f"| {each.name} | {each.version} | {each.licence or '**not said**'} | {by} |")
    weak = sorted({word for each in bill for word in words(each.licence) if word in WEAK})
    lines += [
        "",
        "| licence that is no permissive one | why it may be here |",
        "|---|---|",
        *(f"| {word} | {WEAK[word]} |" for word in weak),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    refused = {each.name: why for each in packages() if (why := refusal(each))}
    for name, why in refused.items():
        print(f"{name}: {why}", file=sys.stderr)
    sys.exit(bool(refused))
