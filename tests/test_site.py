"""The docs as a site: each link and anchor leads somewhere, nothing is loaded from elsewhere, every page is in the menu, words are spelt in British."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from lying import files

ROOT = Path(__file__).resolve().parent.parent


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_site", ROOT / "update" / "site.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["update_site"] = module
    spec.loader.exec_module(module)
    return module


SITE = script()


@dataclass(frozen=True)
class Built:
    folder: Path
    pages: dict[Path, HTMLParser]

    def aims(self, *wanted: str) -> list[tuple[Path, str]]:
        """What the pages link to or load: (page, address), by CSS selector and attribute as `img@src`."""
        told = [each.split("@") for each in wanted]
        return [
            (path, aim)
            for path, page in self.pages.items()
            for selector, attribute in told
            for node in page.css(selector)
            if (aim := node.attributes.get(attribute))
        ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("docs") / "site"
    SITE.build(folder)
    return Built(folder, {path: HTMLParser(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))})


def test_every_link_and_anchor_leads_somewhere(built: Built) -> None:
    anchors = {path: {node.attributes["id"] for node in page.css("[id]")} for path, page in built.pages.items()}
    dead, seen = [], 0
    for path, aim in built.aims("a@href", "img@src", "link@href", "script@src"):
        parts = urlsplit(aim)
        if parts.scheme:
            continue
        seen += 1
        to = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not to.is_file() or (parts.fragment and to in anchors and unquote(parts.fragment) not in anchors[to]):
            dead.append(f"{path.name}: {aim}")
    assert seen > 5000 and sorted(set(dead)) == []


def test_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    loaded = built.aims("img@src", "script@src", "iframe@src", "link[rel=stylesheet]@href", "link[rel~=icon]@href")
    assert loaded and [aim for _, aim in loaded if urlsplit(aim).scheme or aim.startswith("//")] == []
    for style in files(built.folder, "*.css"):
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", style.read_text("utf-8")) == [], style.name


def test_every_page_of_the_docs_is_in_the_menu_once(built: Built) -> None:
    menu = [
        aim
        for path, aim in built.aims(".sidebar-tree a@href")
        if path.name == "index.html" and path.parent == built.folder
    ]
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    listed = [aim for aim in menu if aim != "#"]
    assert pages - {"index.html"} <= set(listed) and len(listed) == len(set(listed))


def test_each_role_has_its_page_and_the_tour_its_pictures(built: Built) -> None:
    front = built.pages[built.folder / "index.html"]
    linked = {node.attributes.get("href", "") for node in front.css("article a")}
    for role in ("technician", "owner", "privacy-person", "employee", "counsel", "auditor"):
        assert f"for/{role}.html" in linked
    tour = built.pages[built.folder / "tour.html"]
    assert {node.text(deep=True).rstrip("¶#") for node in tour.css("h2")} == {"An owner", "An employee", "Counsel"}
    assert len(tour.css("article img")) >= 15 and all(node.attributes.get("alt") for node in tour.css("article img"))


def test_a_dead_link_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "site.toml").write_text('[[part]]\nname = "All"\npages = []\nrest = true\n')
    monkeypatch.setattr(SITE, "ROOT", tmp_path)
    monkeypatch.setattr(SITE, "DOCS", docs)
    monkeypatch.setattr(SITE, "OF_THE_ROOT", {})
    monkeypatch.setattr(SITE, "FOLDERS", {})
    (docs / "index.md").write_text("# A\n\n[b](b.md#there)\n")
    (docs / "b.md").write_text("# B\n\n## There\n")
    SITE.build(tmp_path / "site")
    (docs / "b.md").write_text("# B\n\n## Not there\n")
    with pytest.raises(SystemExit, match="dead links"):
        SITE.build(tmp_path / "site")
    (docs / "b.md").unlink()
    with pytest.raises(SystemExit, match=re.escape("nothing is at b.md#there")):
        SITE.build(tmp_path / "site")


def test_words_are_spelt_in_british() -> None:
    """typos, with what is a name or a word of another language in `pyproject.toml`."""
    program = Path(sysconfig.get_path("scripts")) / "typos"
    found = subprocess.run(
        [program, "--format", "json", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [json.loads(line) for line in found.stdout.splitlines()]
    assert [
        f"{each['path']}:{each['line_num']}: {each['typo']} → {each['corrections']}"
        for each in told
        if each["type"] == "typo"
    ] == []
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize("word", ["recieve", "color", "organisaton"])
def test_a_word_that_is_spelt_otherwise_is_noticed(word: str, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(f"A {word} here; what is typed is left alone: `{word}`.\n")
    program = Path(sysconfig.get_path("scripts")) / "typos"
    config = ["--config", str(ROOT / "pyproject.toml")]
    found = subprocess.run(
        [program, *config, "--format", "json", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert [json.loads(line)["typo"] for line in found.stdout.splitlines()] == [word]
