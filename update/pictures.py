"""Make docs/images from what `bailee demo` really shows: its table as a terminal shows it, and the page that it writes.

python update/pictures.py       # needs chromium; a minute

The demo runs in an empty folder with its default seed, so the pictures are what a newcomer sees.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COLUMNS = 100
DARK = TerminalTheme(
    (16, 19, 22),
    (233, 235, 238),
    [
        (16, 19, 22),
        (255, 154, 156),
        (116, 211, 160),
        (240, 189, 101),
        (143, 182, 255),
        (189, 174, 238),
        (143, 182, 255),
        (233, 235, 238),
    ],
)
FRAME = """<!doctype html><meta charset="utf-8"><style>
html {{ background: {background}; }} body {{ margin: 0; padding: 20px 24px; width: 900px; color: {foreground}; }}
pre {{ margin: 0; font: 14px/20px "JetBrains Mono", "DejaVu Sans Mono", ui-monospace, monospace; white-space: pre; }}
</style><pre><b>$ make demo</b>
{code}</pre>"""


def demo(folder: Path) -> str:
    """What `bailee demo` writes to a terminal of 100 columns, its progress left out."""
    (folder / ".venv").symlink_to(ROOT / ".venv")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [".venv/bin/bailee", "demo"], cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL, env=environment
    ) as running:
        os.close(theirs)
        said = b""
        try:
            while piece := os.read(ours, 65536):
                said += piece
        except OSError:  # the other end was closed
            pass
        if running.wait():
            raise SystemExit("bailee demo failed")
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


def terminal(said: str, folder: Path) -> None:
    text = Text.from_ansi(said.rstrip())
    console = Console(
        record=True,
        width=COLUMNS + 60,
        file=(folder / "nothing").open("w"),
        color_system="standard",
        force_terminal=True,
    )
    console.print(text, soft_wrap=True)
    html = console.export_html(theme=DARK, code_format=FRAME, inline_styles=True)
    page = folder / "terminal.html"
    page.write_text(html, "utf-8")
    shot(page, IMAGES / "terminal.png", 948, 20 * (said.count("\n") + 1) + 60)


def shot(page: Path, out: Path, width: int, height: int) -> None:
    """A picture of a page, in an empty profile, with no network."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                f"--user-data-dir={profile}", f"--window-size={width},{height}", f"--screenshot={out}", page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        terminal(demo(folder), folder)
        shot(folder / "bailee-demo" / "report.html", IMAGES / "page.png", 1280, 1500)
    return 0


if __name__ == "__main__":
    sys.exit(main())
