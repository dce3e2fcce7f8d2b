"""The tests of what changed since main, for `make quick`: while one works, not before one lands.

    python tests/changed.py            # runs them
    python tests/changed.py --list     # says which
    python tests/changed.py --list src/bailee/contracts.py

Of a changed module: its own examples, tests named after it or after its folder, tests that import it. Of a changed test: itself;
of what tests share: those that import it. Files that take long (tests/conftest.py names them) are left to `make test`, and
so is what a module that everybody imports may break: what was left is said.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCE = ROOT / "src" / "bailee"
MOST = 30  # files that are run because they import what changed; more of them is the whole suite's work
# Folders that say in which layer something is, and not what it is about
LAYERS = frozenset(
    ("bailee", "cli", "api", "client", "web", "store", "operations", "nouns", "rows", "models", "remote", "templates")
)
LITTLE = frozenset(("a", "an", "the", "of", "by", "and", "in", "on", "at", "to"))
FORMS = frozenset(("show", "list", "manage", "view", "act", "form", "init", "interface"))  # of what is done with it


@dataclass
class Chosen:
    """Files to run, in that order; `left`: those that only `make test` runs, with how many there are of each reason."""

    tests: list[Path] = field(default_factory=list)
    examples: list[Path] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)

    def take(self, paths: Iterable[Path]) -> None:
        self.tests += [path for path in paths if path not in self.tests]


def changed() -> list[Path]:
    """Files that differ from main, or on main from what was committed last; new ones too."""
    branch = _git("rev-parse", "--abbrev-ref", "HEAD")[0]
    since = _git("merge-base", "main", "HEAD")[0] if branch != "main" else "HEAD"
    named = {*_git("diff", "--name-only", since), *_git("ls-files", "--others", "--exclude-standard")}
    return [path for name in sorted(named) if (path := ROOT / name).is_file()]


def _git(*words: str) -> list[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]


def choose(paths: Iterable[Path]) -> Chosen:
    chosen, importing = Chosen(), []
    for path in paths:
        if path.is_relative_to(HERE):
            chosen.take([path] if path.name.startswith("test_") else _importers(path))
        elif path.is_relative_to(SOURCE):
            if path.suffix == ".py" and ">>>" in path.read_text(encoding="utf-8"):
                chosen.examples.append(path)
            chosen.take(_named_after(path))
            importing += _importers(path)
        elif path.is_relative_to(ROOT / "docs") or path.suffix == ".md":
            chosen.take([HERE / "test_docs.py"])
    importing = [path for path in dict.fromkeys(importing) if path not in chosen.tests]
    chosen.take(importing[:MOST])
    if len(importing) > MOST:
        chosen.left["import what changed"] = len(importing) - MOST
    long = [path for path in chosen.tests if str(path.relative_to(HERE)) in longest()]
    if long:
        chosen.tests = [path for path in chosen.tests if path not in long]
        chosen.left["take long"] = len(long)
    return chosen


@cache
def longest() -> frozenset[str]:
    tree = ast.parse((HERE / "conftest.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LONGEST":
            return frozenset(ast.literal_eval(node.value))
    raise AssertionError("tests/conftest.py names no LONGEST")


def words_of(name: str) -> set[str]:
    """Words of a name that say what it is about, each as one thing.

    >>> sorted(words_of("manage_contracts"))
    ['contract']
    """
    return {re.sub(r"s$", "", word) for word in re.split(r"[_\-.]+", name.lower())} - LITTLE - FORMS - {""}


def _named_after(path: Path) -> Iterator[Path]:
    """Tests in a folder of the same name as its own, and those whose names say what its name or its folder's says."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    about = [part for part in parts if part not in LAYERS and words_of(part)]
    if not about:
        return
    own = words_of(about[-1])
    for test in _tests():
        folder = test.parent.relative_to(HERE).parts[:1]
        words = words_of(test.stem.removeprefix("test_"))
        is_beside = folder == (about[0],)
        is_sampled = is_beside and "sample" in words  # a registry: each of its modules has its samples
        if own <= words or is_sampled or (is_beside and (len(about) == 1 or own & words)):
            yield test


def _importers(path: Path) -> list[Path]:
    root = HERE if path.is_relative_to(HERE) else ROOT / "src"
    name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    return [test for test in _tests() if name in _imported(test)]


@cache
def _tests() -> tuple[Path, ...]:
    return tuple(sorted(HERE.rglob("test_*.py")))


@cache
def _imported(test: Path) -> frozenset[str]:
    """Modules that a test imports, and what it takes from each, for that may be a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(test.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return frozenset(found)


def main(words: list[str]) -> int:
    named = [Path(word).absolute() for word in words if not word.startswith("-")]
    chosen = choose(named or changed())
    for reason, count in chosen.left.items():
        print(f"left to `make test`: {count} files of tests that {reason}")  # noqa: T201 - a program
    if "--list" in words:
        print(*(path.relative_to(ROOT) for path in (*chosen.examples, *chosen.tests)), sep="\n")  # noqa: T201
        return 0
    codes = []
    if chosen.examples:
        codes.append(_pytest("-n", "0", "--doctest-modules", *map(str, chosen.examples)))
    if chosen.tests:
        codes.append(_pytest(*map(str, chosen.tests)))
    if not codes:
        print("nothing changed that a test is about")  # noqa: T201
    return max(codes, default=0)


def _pytest(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
