"""Make the table of top-level domains from a copy of the public suffix list.

python update/top_level_domains.py public_suffix_list.dat EDITION
"""

from __future__ import annotations

import sys
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src" / "bailee" / "detectors" / "tables" / "top_level_domains.txt"
HEAD = """# Top-level domains of the root zone, as a mail address writes them: Unicode, lower case.
# Source: https://publicsuffix.org/list/ (its ICANN section names every domain of https://www.iana.org/domains/root/db); edition {edition}
# Made by update/top_level_domains.py
"""


def main() -> None:
    path, edition = sys.argv[1:]
    official = Path(path).read_text("utf-8").split("===END ICANN DOMAINS===")[0]
    rules = [line.strip() for line in official.splitlines() if line.strip() and not line.startswith("//")]
    domains = sorted({rule.rpartition(".")[2].lower() for rule in rules})
    TABLE.write_text(HEAD.format(edition=edition) + "\n".join(domains) + "\n", "utf-8")
    print(f"{len(domains)} domains")


if __name__ == "__main__":
    main()
