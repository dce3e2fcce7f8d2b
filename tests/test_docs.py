"""Documents say what the code does: made pages are fresh, commands named anywhere exist, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path
from types import ModuleType

import click
import pytest

import typed_docs
from bailee.cli.main import bailee_command

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"update_{name}", ROOT / "update" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DOCS = script("docs")
COMMANDS: dict[str, str] = dict(DOCS.every_command())


def known(words: list[str]) -> click.Command | None:
    """The command that the words name; words after it are its arguments."""
    command: click.Command = bailee_command
    ctx = click.Context(bailee_command)
    for word in words:
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        below = command.get_command(ctx, word)
        if below is None:
            return None if command is bailee_command or re.fullmatch(r"[a-z-]+", word) else command
        command = below
    return command


@pytest.mark.parametrize("name", sorted(DOCS.PAGES))
def test_a_made_page_is_what_the_code_says_now(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == DOCS.PAGES[name](), "run: make docs"


def test_the_pages_of_laws_and_facts_are_fresh() -> None:
    laws = script("laws")
    assert (ROOT / "docs" / "laws.md").read_text("utf-8") == laws.laws_page(), "run: make docs"
    assert (ROOT / "docs" / "facts.md").read_text("utf-8") == laws.facts_page(), "run: make docs"


def test_what_detect_explains_of_ten_hard_cases_is_what_it_says_now() -> None:
    explained = script("explained")
    page = explained.PAGE.read_text("utf-8")
    assert len(explained.CASE.findall(page)) >= 10
    assert page == explained.answered(page), "run: python update/explained.py"


@pytest.mark.parametrize("path", [path for path in COMMANDS if path != "bailee"])
def test_every_command_has_an_example_that_is_one(path: str) -> None:
    said = COMMANDS[path]
    assert "Example:" in said, path
    examples = said.partition("Example:")[2].partition("Options:")[0]
    typed = re.findall(r"(?:^|\| ?)\s*bailee ([^|<>\n]*)", examples, re.M)
    assert typed, path
    for line in typed:
        command = known(line.split())
        assert command is not None, line
        assert not isinstance(command, click.Group) or command.invoke_without_command, line
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--[a-z-]+", line)) <= options | {"--help"}, line


@pytest.mark.parametrize("width", [80, 100])
def test_no_help_is_cut_off(width: int) -> None:
    for path in COMMANDS:
        command = known(path.split()[1:])
        assert command is not None
        ctx = click.Context(command, info_name=path, terminal_width=width, max_content_width=width)
        body = command.get_help(ctx).partition("\n")[2]
        assert [line for line in body.splitlines() if line.endswith("...")] == [], path


def test_help_reads_as_the_pipeline() -> None:
    said = COMMANDS["bailee"]
    stages = ["Start here:", "Discover:", "Inventory:", "Obligations:", "Inform:", "Secure:", "Prove:", "Run:"]
    assert [line for line in said.splitlines() if line in stages] == stages
    listed = re.findall(r"^  ([a-z-]+)  ", said.partition("Start here:")[2], re.M)
    assert sorted(listed) == sorted(path.split()[1] for path in COMMANDS if path.count(" ") == 1)


TYPED = [(page, command) for page in PAGES for command in typed_docs.typed_of(page)]


def test_every_command_in_a_document_is_taken_as_it_stands_there() -> None:
    """Each with its options, arguments and choices; those of the tutorial and the README are run as well (tests/cli)."""
    assert len(TYPED) > 600 and len({page for page, _ in TYPED}) > 25
    refused = [f"{page.name}: {each.line}: {why}" for page, each in TYPED if (why := typed_docs.fault(each.words))]
    assert refused == []


@pytest.mark.parametrize(
    "words",
    [
        "no-such-command",
        "scan",
        "status --al",
        "findings --confidence sure",
        "report one-page extra",
        "scan x --jobs many",
    ],
)
def test_a_command_that_would_be_refused_is_noticed(words: str) -> None:
    assert typed_docs.fault(tuple(words.split()))


def test_every_command_that_is_named_in_a_sentence_exists() -> None:
    for page in PAGES:
        if page.name in ("design.md", "cli.md"):  # the first plans, the second is made
            continue
        for typed in re.findall(r"`bailee ([a-z][^`\n|]*)`", page.read_text("utf-8")):
            command = known(typed.split())
            assert command is not None, f"{page.name}: bailee {typed}"
            options = {
                option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
            }
            asked = set(re.findall(r"(?<=\s)--[a-z-]+", typed))
            assert asked <= options | {"--help"} or isinstance(command, click.Group), f"{page.name}: bailee {typed}"


def test_every_command_that_the_program_suggests_exists() -> None:
    seen = 0
    for source in sorted((ROOT / "src").rglob("*.py")):
        text = source.read_text("utf-8")
        for typed in re.findall(r"(?<!-s )(?<!b)[\"`]bailee ([a-z][a-z -]*[a-z])", text):
            seen += 1
            assert known(typed.split(" --")[0].split()) is not None, f"{source.name}: bailee {typed}"
    assert seen > 100


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`bailee ([a-z-]+)`", readme))
    assert named == {path.split()[1] for path in COMMANDS if path != "bailee"}


def test_make_targets_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for page in PAGES:
        assert set(re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text("utf-8"), re.M)) <= targets, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    for aim in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if not aim.startswith(("http://", "https://", "#")):
            assert (page.parent / aim.partition("#")[0]).exists(), f"{page.name}: {aim}"


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name.decode() for name in listed.split(b"\0") if name]


def test_no_text_names_a_path_of_the_machine_it_was_written_on() -> None:
    here = [f"/{name}/" for name in ("work", "root")] + [str(ROOT)]
    for path in tracked():
        if not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        content = path.read_bytes()
        if b"\0" not in content[:4096]:
            for name in here:
                found = re.search(rb"(?<![\w.~-])" + re.escape(name.encode()), content)
                assert found is None, f"{path.relative_to(ROOT)} names {name}"
