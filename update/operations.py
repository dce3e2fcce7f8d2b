"""docs/operations.md on standard output: every operation that a member can do, with its command, its API address and its page.

    python update/operations.py > docs/operations.md      # update/docs.py does it
    python update/operations.py --bare                    # what has neither an address nor a reason; exit 1 where there is any

The table is read from code: an operation is a public function of `bailee.operations` that is given a workspace, a desk or a home
folder, and that a command or a page calls. Who calls it is followed through the modules of cli, web and api by the names that stand in
their functions; nothing is run. Only the reasons, why one is not offered somewhere, are written by hand: update/operations.toml.

A process of its own, since pages run on Django settings of their own.
"""

from __future__ import annotations

import ast
import inspect
import os
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import django

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
REASONS = Path(__file__).with_suffix(".toml")
SIDES = ("cli", "api", "web")
HEADS = {"cli": "command", "api": "API", "web": "page"}
_ABOUT = {"Workspace", "Desk", "Path", "WorkspaceThen"}  # what the first parameter of an operation is
_PACKAGES = tuple(f"bailee.{name}" for name in (*SIDES, "operations"))

Node = tuple[str, str]  # module, name at its top level


@dataclass
class Module:
    """The names at the top of a module: what stands in each, and which of them are operations."""

    uses: dict[str, set[Node]] = field(default_factory=dict)
    acts: dict[str, ast.FunctionDef] = field(default_factory=dict)
    given: dict[str, Node] = field(default_factory=dict)  # by import; the name is empty where it is a module


@cache
def read(name: str) -> Module:
    """What stands in a module, by the names at its top."""
    made = Module()
    spec = find_spec(name)
    assert spec is not None and spec.origin is not None, name  # noqa: S101 - it was imported by name
    tree = ast.parse(Path(spec.origin).read_text("utf-8"))
    for part in ast.walk(tree):
        if isinstance(part, ast.ImportFrom) and (part.module or "").startswith("bailee"):
            for alias in part.names:
                whole = f"{part.module}.{alias.name}"
                made.given[alias.asname or alias.name] = (
                    (whole, "") if _is_module(whole) else (part.module or "", alias.name)
                )
    for part in tree.body:
        for named in _named(part):
            made.uses.setdefault(named, set()).update(_used(part, made.given, name))
            if isinstance(part, ast.FunctionDef):
                made.acts[named] = part
    return made


@cache
def _is_module(name: str) -> bool:
    path = SOURCE / Path(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _named(part: ast.stmt) -> Iterator[str]:
    if isinstance(part, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        yield part.name
    for target in (
        part.targets if isinstance(part, ast.Assign) else [part.target] if isinstance(part, ast.AnnAssign) else []
    ):
        yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


def _used(part: ast.AST, given: dict[str, Node], module: str) -> Iterator[Node]:
    for each in ast.walk(part):
        if (
            isinstance(each, ast.Attribute)
            and isinstance(each.value, ast.Name)
            and given.get(each.value.id, ("", "x"))[1] == ""
        ):
            yield given[each.value.id][0], each.attr
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            yield given.get(each.id, (module, each.id))


def below(start: Node) -> tuple[set[Node], set[Node]]:
    """Operations that are called from here: by the page, command or endpoint itself, and by those in their turn."""
    near: set[Node] = set()
    far: set[Node] = set()
    waiting, seen = [(start, False)], set()
    while waiting:
        node, is_far = waiting.pop()
        if (node, is_far) in seen or not node[1] or not node[0].startswith(_PACKAGES) or not _is_module(node[0]):
            continue
        seen.add((node, is_far))
        module = read(node[0])
        is_operation = node[0].startswith("bailee.operations.")
        if is_operation and is_act(node):
            (far if is_far else near).add(node)
        if node[1] in module.given and node[1] not in module.uses:  # handed on by another module
            waiting.append((module.given[node[1]], is_far))
        waiting += [(each, is_far or is_operation) for each in module.uses.get(node[1], ())]
    return near, far - near


@cache
def is_act(node: Node) -> bool:
    """Whether it is something that a member does: public, and given whose data it is about first."""
    function = read(node[0]).acts.get(node[1])
    if function is None or node[1].startswith("_"):
        return False
    places = [*function.args.posonlyargs, *function.args.args]
    if not places or places[0].annotation is None:
        return False
    return any(isinstance(each, ast.Name) and each.id in _ABOUT for each in ast.walk(places[0].annotation))


# --- where they are called from


def node_of(function: Any) -> Node:
    plain = inspect.unwrap(function)
    return plain.__module__, plain.__qualname__.partition(".")[0]


def starts() -> Iterator[tuple[str, str, Node]]:
    """Every command, endpoint and page, with where its code begins."""
    from bailee.api.registry import collected as endpoints
    from bailee.cli.main import bailee_command
    from bailee.web.routes import collected as routes

    for path, command in _commands(bailee_command, click.Context(bailee_command, info_name="bailee")):
        if command.callback is not None:
            yield "cli", path, node_of(command.callback)
    for endpoint in endpoints():
        yield "api", f"{endpoint.method} {endpoint.path}", node_of(endpoint.call)
    for route in routes():
        yield "web", _said(route.path), node_of(route.view)


def _said(path: str) -> str:
    return "/" + "".join(part.partition(":")[2].replace(">", "}") if odd else part for odd, part in _parts(path))


def _parts(path: str) -> Iterator[tuple[bool, str]]:
    for number, piece in enumerate(path.split("<")):
        if not number:
            yield False, piece
        else:
            name, _, rest = piece.partition(">")
            yield True, ":{" + name.rpartition(":")[2] + ">"
            yield False, rest


def _commands(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, click.Command]]:
    yield ctx.command_path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            inside = command.get_command(ctx, name)
            assert inside is not None, name  # noqa: S101 - listed, so it is there
            yield from _commands(inside, click.Context(inside, info_name=name, parent=ctx))


@dataclass(frozen=True)
class Line:
    """One operation, and where it is offered: there itself, else through another operation."""

    node: Node
    near: dict[str, tuple[str, ...]]
    far: dict[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        return f"{self.node[0].rpartition('.')[2]}.{self.node[1]}"

    def at(self, side: str) -> tuple[str, ...]:
        return self.near.get(side) or self.far.get(side) or ()


def lines() -> list[Line]:
    """Operations that a command or a page calls itself, by name."""
    near: dict[Node, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    far: dict[Node, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for side, said, node in starts():
        for found, kept in zip(below(node), (near, far), strict=True):
            for each in found:
                kept[each][side].append(said)
    told = [
        Line(node, _sorted(sides), _sorted(far[node]))
        for node, sides in near.items()
        if "cli" in sides or "web" in sides
    ]
    return sorted(told, key=lambda each: each.name)


def _sorted(sides: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {side: tuple(sorted(set(found), key=lambda said: (len(said), said))) for side, found in sides.items()}


# --- reasons


@dataclass(frozen=True)
class Reasons:
    """By hand: `why` names each reason, the tables beside it which operations (or modules of them) it holds for, by side."""

    why: dict[str, str]
    of: dict[str, dict[str, str]]

    def reason(self, side: str, line: Line) -> str:
        told = self.of[side]
        ident = told.get(line.name) or told.get(line.name.partition(".")[0]) or ""
        return self.why[ident] if ident else ""


def reasons() -> Reasons:
    told = tomllib.loads(REASONS.read_text("utf-8"))
    by_side: dict[str, dict[str, str]] = {side: {} for side in SIDES}
    for side in SIDES:
        for ident, names in told.get(side, {}).items():
            by_side[side] |= dict.fromkeys(names, ident)
    return Reasons(told["why"], by_side)


def bare(found: Iterable[Line], known: Reasons) -> list[str]:
    """Operations that are offered nowhere on a side, without a reason."""
    return [
        f"{HEADS[side]}: {line.name} (has {', '.join(f'{other} {line.at(other)[0]}' for other in SIDES if line.at(other))})"
        for side in SIDES
        for line in found
        if not line.at(side) and not known.reason(side, line)
    ]


def stale(found: list[Line], known: Reasons) -> list[str]:
    """Reasons of what is offered there after all, or is no operation any more."""
    told = []
    for side in SIDES:
        for name in known.of[side]:
            own = [line for line in found if name in (line.name, line.name.partition(".")[0])]
            if not any(not line.at(side) for line in own):
                told.append(f"{HEADS[side]}: {name}")
    return told


# --- the page


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def cell(side: str, line: Line, known: Reasons) -> str:
    offered = line.at(side)
    if not offered:
        return f"*{known.reason(side, line) or 'missing'}*"
    said = f"`{offered[0]}`" + (f" and {len(offered) - 1} more" if len(offered) > 1 else "")
    return said if line.near.get(side) else f"{said}, in its course"


def does(line: Line) -> str:
    said = ast.get_docstring(read(line.node[0]).acts[line.node[1]]) or ""
    return " ".join(said.partition("\n\n")[0].split()).partition(". ")[0].rstrip(".")


def page() -> str:
    found, known = lines(), reasons()
    told = [
        "<!-- Made by update/operations.py from src/bailee; do not edit. -->",
        "",
        "# Every operation, and where it is offered",
        "",
        "What a member can do, by a command, by the [API](api.md) or on a page. Read from the code: who calls which operation. *In its course*: it is",
        "done there as part of another one. Where one is not offered stands why; `tests/test_operations.py` takes nothing else.",
        "",
        f"{len(found)} operations.",
        "",
        row("", *HEADS.values()),
        row("---", *("--:" for _ in HEADS)),
        row("offered", *(str(sum(bool(line.at(side)) for line in found)) for side in SIDES)),
        row(
            "not, with a reason",
            *(str(sum(bool(not line.at(side) and known.reason(side, line)) for line in found)) for side in SIDES),
        ),
        row(
            "missing",
            *(str(sum(not line.at(side) and not known.reason(side, line) for line in found)) for side in SIDES),
        ),
        "",
        "Commands are those of [cli.md](cli.md), addresses of the API are below `/api/v1/organisations/{organisation}/` ([openapi.json](openapi.json)),",
        "pages below `/o/{organisation}/` ([routes.md](routes.md)).",
        "",
        row("operation", "what", *HEADS.values()),
        row("---", "---", *("---" for _ in HEADS)),
        *(row(f"`{line.name}`", does(line), *(cell(side, line, known) for side in SIDES)) for line in found),
    ]
    return "\n".join(told) + "\n"


def set_up() -> None:
    for name in [name for name in os.environ if name.startswith("BAILEE_")]:
        del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "bailee.web.django_settings"
    django.setup()


def main() -> int:
    set_up()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # standard output of a process is a text stream
    if sys.argv[1:] != ["--bare"]:
        sys.stdout.write(page())
        return 0
    found, known = lines(), reasons()
    told = bare(found, known) + [f"stale reason: {each}" for each in stale(found, known)]
    sys.stdout.write("".join(f"{each}\n" for each in told))
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
