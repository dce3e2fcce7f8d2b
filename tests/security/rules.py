"""Rules of our own that no linter has, read from the syntax tree: what an exception of others says stays inside, SQL of ours says whose
rows it is about, and no text becomes markup unseen.

What ruff's rules S (flake8-bandit) and BLE cover beside these: eval, exec, pickle, marshal, weak hashes and ciphers, shells, SQL put together
from text, requests without a limit of time, TLS without verification, XML with entities, `assert` in code, exceptions that are swallowed.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "bailee"


def files(*folders: str) -> Iterator[Path]:
    for folder in folders or ("",):
        yield from sorted((SOURCES / folder).rglob("*.py"))


# --- 1. what an exception of others says


def errors_of_ours(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Names of all classes of exceptions that stand in our own files: what they say is a sentence of ours.

    >>> sorted(errors_of_ours([ast.parse("class Torn(CannotRead): ...\\nclass Odd(ValueError): ...\\nclass Cell: ...")]) - OURS)
    ['Odd', 'Torn']
    """
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    builtin = {
        name for name, each in vars(builtins).items() if isinstance(each, type) and issubclass(each, BaseException)
    }
    known = set(OURS)
    while more := {name for name, of in bases.items() if of & (known | builtin) and name not in known}:
        known |= more
    return frozenset(known)


OURS = frozenset({"Error", "CannotRead", "NotAllowed", "InvalidInput", "BrokenEvidence"})
_TELLING = {"format_exc", "format_exception", "format_exception_only", "print_exc", "print_exception"}


def told_outward(tree: ast.Module, ours: frozenset[str]) -> list[tuple[int, str]]:
    """Lines where the message of an exception that is none of ours is turned into text, or a traceback is."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in _TELLING:
                found.append((node.lineno, node.func.attr))
            if node.func.attr == "exception" and _name(node.func.value) in {
                "log",
                "_log",
                "logger",
                "logging",
                "_LOGGER",
            }:
                found.append((node.lineno, "exception"))
        if isinstance(node, ast.ExceptHandler) and node.name and not caught(node) <= ours:
            found += [(line, node.name) for line in sorted(set(_lines_with_text_of(node)))]
    return found


def caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {_name(kind) for kind in kinds}


def _lines_with_text_of(handler: ast.ExceptHandler) -> Iterator[int]:
    def is_it(node: ast.AST) -> bool:
        return isinstance(node, ast.Name) and node.id == handler.name

    # what is only compared with a word of ours, or looked through for a number, goes nowhere
    asked = {
        id(part)
        for node in ast.walk(handler)
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn | ast.Eq | ast.NotEq)
        for part in ast.walk(node)
    }
    for node in ast.walk(handler):
        if id(node) in asked:
            continue
        if isinstance(node, ast.Call):
            tells = _name(node.func) in {"str", "repr", "ascii", "format", "print"} and any(map(is_it, node.args))
        elif isinstance(node, ast.FormattedValue):
            tells = is_it(node.value)
        elif isinstance(node, ast.Attribute):
            tells = node.attr in {"args", "message", "msg", "filename"} and is_it(node.value)
        else:
            tells = (
                isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and any(map(is_it, ast.walk(node.right)))
            )
        if tells:
            yield int(getattr(node, "lineno", handler.lineno))


# --- 2. SQL that says whose rows it is about


def sql_without_organisation(tree: ast.Module, tables: frozenset[str]) -> list[tuple[int, str]]:
    """Statements of ours over a table of an organisation that do not name the organisation.

    Each text that is a statement counts, wherever it stands: what is put together of several is read as one.
    """
    found, inside = [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            inside |= {id(each) for each in ast.walk(node) if each is not node}
        if isinstance(node, ast.JoinedStr):
            inside |= {id(each) for each in node.values}
    documents = {id(each.body[0].value) for each in ast.walk(tree) if _has_docstring(each)}
    for node in ast.walk(tree):
        if id(node) in inside or id(node) in documents:
            continue
        text = _text(node)
        if text is None or not re.match(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\b", text):
            continue
        named = {name for name in re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?([a-z_]+)\"?", text) if name in tables}
        if named and "organisation" not in re.sub(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?organisation\"?\b", "", text):
            found.append((node.lineno, ", ".join(sorted(named))))
    return found


def _has_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and bool(node.body)
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    )


def _text(node: ast.AST) -> str | None:
    """The text of a constant, a formatted text (its fields as `{}`), or a sum of such."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(each.value) if isinstance(each, ast.Constant) else "{" + ast.unparse(each) + "}" for each in node.values
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        return None if left is None and right is None else f"{left or ''} {right or ''}"
    return None


# --- 3. text that becomes markup


def made_markup(tree: ast.Module) -> list[tuple[int, str]]:
    """Calls that call a text markup: mark_safe, or Markup of anything but a text that stands there."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        named = _name(node.func)
        if named in {"mark_safe", "SafeString", "SafeText", "format_html_join"}:
            found.append((node.lineno, named))
        if named == "Markup" and node.args and not isinstance(node.args[0], ast.Constant):
            found.append((node.lineno, named))
    return found


def unescaped(template: str) -> list[tuple[int, str]]:
    """Places of a template where escaping is left out.

    >>> unescaped("{{ a }}\\n{{ b|safe }}{% autoescape false %}")
    [(2, '|safe'), (2, 'autoescape')]
    """
    found = []
    for number, line in enumerate(template.splitlines(), 1):
        found += [(number, "|safe") for _ in re.finditer(r"\|\s*safe\b", line)]
        found += [(number, "autoescape") for _ in re.finditer(r"\{%-?\s*autoescape", line)]
        found += [(number, "Markup") for _ in re.finditer(r"\bMarkup\s*\(", line)]
    return found


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
