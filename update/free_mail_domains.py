"""Keep the table of free mail providers' domains sorted and without doubles; add domains as arguments.

python update/free_mail_domains.py [DOMAIN…]
"""

from __future__ import annotations

import sys
from pathlib import Path

TABLE = Path(__file__).parents[1] / "src" / "bailee" / "detectors" / "tables" / "free_mail_domains.txt"


def main() -> None:
    lines = TABLE.read_text("utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    domains = {line.strip().lower() for line in [*lines, *sys.argv[1:]] if line.strip() and not line.startswith("#")}
    TABLE.write_text("\n".join([*head, *sorted(domains)]) + "\n", "utf-8")
    print(f"{len(domains)} domains")


if __name__ == "__main__":
    main()
