"""Build the docs as a site: one folder that opens without a network, in which every link and anchor leads somewhere.

    python update/site.py [--out site]     # `make docs` does it last; open site/index.html

The pages are those of `docs/` and of the root (changes, contributing, security), as they are. What stands where in the menu says docs/site.toml;
a page that is not named there stands under its part `rest`, so a new page needs no second list. Links into the sources lead to a copy of the file.
Built by Sphinx (MyST, Furo), which stops at the first link or anchor that leads nowhere. Nothing is loaded from elsewhere: no font, no script.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
OF_THE_ROOT = {"CHANGELOG.md": "changes.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
FRONT = {"README.md": "index.md", "docs": "index.md"}  # the front page of the site says what the README says first
FOLDERS = {"docs/adr": "Decisions", "docs/schemas": "JSON schemas"}  # each has a page that lists it
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
CONFIG = {
    "project": "bailee",
    "html_title": "bailee",
    "extensions": ["myst_parser"],
    "root_doc": "index",
    "html_theme": "furo",
    "html_static_path": ["_site"],
    "html_css_files": ["site.css"],
    "html_copy_source": False,
    "html_show_sphinx": False,
    "html_show_copyright": False,
    "highlight_language": "none",  # what stands in a block without a name is typed or printed, not of one language
    "myst_heading_anchors": 5,
    "myst_links_external_new_tab": False,
    "language": "en_GB",
    "html_last_updated_fmt": None,  # same pages, same bytes
}
STYLE = """
/* wide tables and pictures scroll in themselves: a page never goes sideways, at 320 pixels neither */
.table-wrapper { overflow-x: auto; }
article img { max-width: 100%; height: auto; border: 1px solid var(--color-background-border); border-radius: .25rem; }
code.literal { overflow-wrap: anywhere; }
article { overflow-wrap: break-word; }
body {
  --font-stack: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  --font-stack--monospace: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the menu, and the pages below it (names without `.md`)."""

    name: str
    pages: tuple[str, ...]


def parts(names: set[str]) -> list[Part]:
    """The menu of docs/site.toml; pages that it does not name go where it says `rest`.

    >>> [part.name for part in parts({"tutorial"})][0]
    'Start'
    """
    told = tomllib.loads((DOCS / "site.toml").read_text("utf-8"))["part"]
    named = {page for part in told for page in part["pages"]}
    made = []
    for part in told:
        pages = [page for page in part["pages"] if page in names]
        for start in part.get("under", ()):  # all pages of a folder
            pages += sorted(name for name in names - named if name.startswith(start))
            named |= set(pages)
        made.append((part, pages))
    rest = sorted(names - named - {"index"})
    return [Part(part["name"], (*pages, *(rest if part.get("rest") else ()))) for part, pages in made]


def stage(folder: Path) -> None:
    """Lay the sources of the site: pages with their links made the site's, pictures, and what the links lead to."""
    pages = {path: folder / path.relative_to(DOCS) for path in sorted(DOCS.rglob("*.md"))}
    pages |= {ROOT / name: folder / to for name, to in OF_THE_ROOT.items()}
    for source, to in pages.items():
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(_linked(source.read_text("utf-8"), source, folder, to), "utf-8")
    for name, title in FOLDERS.items():
        to = folder / Path(name).name / "index.md"
        to.parent.mkdir(exist_ok=True)
        to.write_text(_list_of(ROOT / name, title), "utf-8")
    for path in (*DOCS.rglob("*.png"), *DOCS.rglob("*.svg"), *DOCS.rglob("*.json")):
        to = folder / path.relative_to(DOCS)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    (folder / "_site").mkdir()
    (folder / "_site" / "site.css").write_text(STYLE.lstrip(), "utf-8")
    names = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md")}
    index = folder / "index.md"
    menu = "".join(
        f"\n```{{toctree}}\n:hidden:\n:maxdepth: 1\n:caption: {part.name}\n\n" + "\n".join(part.pages) + "\n```\n"
        for part in parts(names)
    )
    index.write_text(index.read_text("utf-8").rstrip() + "\n" + menu, "utf-8")


def _linked(text: str, source: Path, folder: Path, page: Path) -> str:
    """A page with its links made the site's; what stands in a block of code is left as it is."""
    blocks = re.split(r"(^```.*?^```$)", text, flags=re.DOTALL | re.MULTILINE)
    return "".join(
        block if block.startswith("```") else LINK.sub(lambda link: _link(link, source, folder, page), block)
        for block in blocks
    )


def _link(link: re.Match[str], source: Path, folder: Path, page: Path) -> str:
    picture, words, aim = link.groups()
    path, _, anchor = aim.partition("#")
    if not path or re.match(r"[a-z]+:", aim):
        return link[0]
    to = (source.parent / path).resolve()
    if not to.is_relative_to(ROOT) or not to.exists():
        raise SystemExit(f"{source.relative_to(ROOT)}: nothing is at {aim}")
    name = to.relative_to(ROOT).as_posix()
    if name in FOLDERS:
        on_site = folder / Path(name).name / "index.md"
    elif name in OF_THE_ROOT or name in FRONT:
        on_site = folder / (OF_THE_ROOT | FRONT)[name]
    elif to.is_relative_to(DOCS):
        on_site = folder / to.relative_to(DOCS)
        if on_site.suffix not in (".md", ".png", ".svg", ".json"):
            on_site.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(to, on_site)
    elif to.is_dir():
        return f"{words} (in the sources: `{name}`)" if name not in words else words
    else:  # of the sources: a copy that a browser shows
        on_site = folder / "sources" / f"{name}.txt"
        on_site.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(to, on_site)
    relative = Path(_up(page.parent, on_site)).as_posix()
    return f"{picture}[{words}]({relative}{'#' + anchor if anchor else ''})"


def _up(start: Path, to: Path) -> str:
    """A relative path from a folder to a file, upwards where it has to."""
    shared = 0
    for ours, theirs in zip(start.parts, to.parts, strict=False):
        if ours != theirs:
            break
        shared += 1
    return "/".join([".."] * (len(start.parts) - shared) + list(to.parts[shared:]))


def _list_of(folder: Path, title: str) -> str:
    lines = [f"# {title}", ""]
    for path in sorted(folder.iterdir()):
        if path.suffix == ".md":
            heading = next(line for line in path.read_text("utf-8").splitlines() if line.startswith("# "))
            lines.append(f"- [{heading[2:]}]({path.name})")
        elif path.is_file():
            lines.append(f"- [{path.name}]({path.name})")
    return "\n".join(lines) + "\n"


def build(out: Path) -> None:
    """The site, in a folder of its own; SystemExit where anything is amiss in a page."""
    with tempfile.TemporaryDirectory(prefix="bailee-site-") as place:
        source = Path(place) / "source"
        source.mkdir()
        stage(source)
        settings = "".join(f"{name} = {value!r}\n" for name, value in CONFIG.items())
        (source / "conf.py").write_text(settings, "utf-8")
        shutil.rmtree(out, ignore_errors=True)
        words = ["-q", "-W", "--keep-going", "-b", "html", "-d", str(Path(place) / "read"), str(source), str(out)]
        done = subprocess.run([sys.executable, "-m", "sphinx", *words], check=False)
        if done.returncode:
            raise SystemExit("the site has dead links or other faults; each is named above")
    for left in (".buildinfo", ".doctrees"):
        shutil.rmtree(out / left, ignore_errors=True)
        (out / left).unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the docs as a site.")
    parser.add_argument("--out", type=Path, default=ROOT / "site")
    build(parser.parse_args().out.resolve())


if __name__ == "__main__":
    main()
