"""No shell: programs are started with lists of words, so that no name of a file is ever a command."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for folder in ("src", "update", "benchmarks", "training") for path in (ROOT / folder).rglob("*.py"))
FORBIDDEN = {("os", "system"), ("os", "popen"), ("subprocess", "getoutput"), ("subprocess", "getstatusoutput")}
FORBIDDEN |= {
    ("os", f"{name}{ending}")
    for name in ("exec", "spawn")
    for ending in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")
}
SHELLS = {"sh", "bash", "dash", "zsh", "cmd", "cmd.exe", "powershell", "/bin/sh", "/bin/bash"}


# Asks Windows whether a drive is encrypted: a sentence of ours with one letter in it, which was looked at before.
MEANT = {"src/bailee/disks.py": ["powershell"]}


def faults(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            if (function.value.id, function.attr) in FORBIDDEN:
                found.append(f"{node.lineno}: {function.value.id}.{function.attr}")
            if function.attr == "create_subprocess_shell":
                found.append(f"{node.lineno}: {function.attr}")
        for given in node.keywords:
            if given.arg == "shell" and not (isinstance(given.value, ast.Constant) and given.value.value is False):
                found.append(f"{node.lineno}: shell=")
        first = node.args[0] if node.args else None
        word = first.elts[0] if isinstance(first, ast.List) and first.elts else None
        if isinstance(word, ast.Constant) and word.value in SHELLS:
            found.append(f"{node.lineno}: {word.value}")
    return found


def test_nothing_is_handed_to_a_shell() -> None:
    assert len(FILES) > 500
    found = {str(path.relative_to(ROOT)): faults(path.read_text("utf-8")) for path in FILES}
    assert {name: [each.partition(": ")[2] for each in lines] for name, lines in found.items() if lines} == MEANT


@pytest.mark.parametrize(
    "line",
    [
        "subprocess.run('ls ' + name, shell=True)",
        "subprocess.Popen(words, shell=is_shell)",
        "os.system(name)",
        "os.popen('x')",
        "subprocess.run(['sh', '-c', name])",
        "os.execvp('x', words)",
        "asyncio.create_subprocess_shell(name)",
    ],
)
def test_each_way_to_a_shell_would_be_seen(line: str) -> None:
    assert faults(line)
