"""Write src/bailee/client from the API's description: types in shapes/, a method for each operation in nouns/.

What one noun alone sends or answers is typed in a module of its name; what several do, in shapes/common.py.

python update/client.py           # writes them
python update/client.py --check   # exit 1 where one of them is out of date
"""

from __future__ import annotations

import keyword
import re
import subprocess
import sys
import tempfile
import textwrap
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
INTO = ROOT / "src" / "bailee" / "client"
MADE = "Made by update/client.py from docs/openapi.json; do not edit."
COMMON = "common"
BELOW = ("nouns", "shapes")
SCHEMAS = "#/components/schemas/"
Prefix = Callable[[str], str]
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def name_of(schema: str) -> str:
    """Of a type: a dotted one by its last two words.

    >>> name_of("bailee.api.nouns.departures.Decision"), name_of("Finding")
    ('DeparturesDecision', 'Finding')
    """
    words = schema.split(".")[-2:]
    return "".join(
        "".join(part.capitalize() if part.islower() else part for part in re.split(r"[_-]", word)) for word in words
    )


class Homes:
    """Where each type is written: with the one noun that uses it, or in common."""

    def __init__(self, by_tag: dict[str, list[tuple[str, str, dict[str, Any]]]], schemas: dict[str, Any]) -> None:
        users: dict[str, set[str]] = defaultdict(set)
        for tag, operations in by_tag.items():
            waiting = [ref for _, _, told in operations for ref in refs(told)]
            while waiting:
                if tag not in users[schema := waiting.pop()]:
                    users[schema].add(tag)
                    waiting += refs(schemas[schema])
        self._of = {schema: module_of(*tags) if len(tags := users[schema]) == 1 else COMMON for schema in schemas}

    def __getitem__(self, schema: str) -> str:
        return self._of[schema]

    def modules(self) -> list[str]:
        return sorted(set(self._of.values()))


def refs(told: Any) -> list[str]:
    """The schemas that a part of the description names.

    >>> refs({"a": [{"$ref": "#/components/schemas/Finding"}], "b": 1})
    ['Finding']
    """
    if isinstance(told, dict):
        own = [told["$ref"].rpartition("/")[2]] if str(told.get("$ref", "")).startswith(SCHEMAS) else []
        return own + [each for value in told.values() for each in refs(value)]
    return [each for value in told for each in refs(value)] if isinstance(told, list) else []


def type_of(schema: dict[str, Any], prefix: Prefix = lambda _: "") -> str:
    """A type as Python writes it; `prefix`: what stands before the name of one that is written elsewhere."""
    if "$ref" in schema:
        ref = schema["$ref"].rpartition("/")[2]
        return prefix(ref) + name_of(ref)
    if "enum" in schema:
        return f"Literal[{', '.join(map(_quoted, schema['enum']))}]"
    if "const" in schema:
        return f"Literal[{_quoted(schema['const'])}]"
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(each, prefix) for each in schema["anyOf"]))
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(_PLAIN[each] for each in kind)
    if kind == "array":
        if "prefixItems" in schema:
            return f"list[{' | '.join(dict.fromkeys(type_of(each, prefix) for each in schema['prefixItems']))}]"
        return f"list[{type_of(schema['items'], prefix) if isinstance(schema.get('items'), dict) and schema['items'] else 'Any'}]"
    if kind == "object":
        more = schema.get("additionalProperties")
        return f"dict[str, {type_of(more, prefix) if isinstance(more, dict) and more else 'Any'}]"
    return _PLAIN.get(str(kind), "Any")


def _quoted(value: Any) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if isinstance(value, str) else repr(value)


def shapes(module: str, schemas: dict[str, Any], homes: Homes) -> str:
    lines: list[str] = []

    def prefix(schema: str) -> str:
        return "" if homes[schema] == module else "common."

    own = [schema for schema in schemas if homes[schema] == module]
    for schema in sorted(own, key=lambda each: ("properties" in schemas[each], name_of(each))):
        name, told = name_of(schema), schemas[schema]
        if "properties" not in told:
            lines += [
                f'{name}: TypeAlias = "{type_of(told, prefix)}"'
                if "enum" not in told
                else f"{name}: TypeAlias = {type_of(told)}",
                "",
            ]
            continue
        required = set(told.get("required", ()))
        fields = [(field, type_of(each, prefix), field in required) for field, each in told["properties"].items()]
        if all(field.isidentifier() and not keyword.iskeyword(field) for field, _, _ in fields):
            about = " ".join(str(told.get("description") or "").split()).replace("\\", "\\\\")
            lines += ["", f"class {name}(TypedDict):"]
            if about:
                lines += [textwrap.indent(_docstring(about), "    "), ""]
            lines += [
                f"    {field}: {kind if is_needed else f'NotRequired[{kind}]'}" for field, kind, is_needed in fields
            ]
            lines += [] if fields or about else ["    pass"]
        else:
            inside = ", ".join(
                f'"{field}": {_text(kind if needed else f"NotRequired[{kind}]")}' for field, kind, needed in fields
            )
            lines += ["", f'{name} = TypedDict("{name}", {{{inside}}})']
        lines.append("")
    text = "\n".join(lines)
    about = "by more than one noun" if module == COMMON else f"of {module.strip('_').replace('_', ' ')}"
    used = [
        each for each in ("Any", "Literal", "NotRequired", "TypeAlias", "TypedDict") if re.search(rf"\b{each}\b", text)
    ]
    head = [f'"""What is sent and answered {about}, by type. {MADE}"""', "", "from __future__ import annotations", ""]
    head += [f"from typing import {', '.join(used)}", ""]
    head += ["import bailee.client.shapes.common as common", ""] if "common." in text else []
    return "\n".join(head) + text


def _text(kind: str) -> str:
    return repr(kind)


def _docstring(text: str) -> str:
    return '"""' + "\n".join(textwrap.wrap(text, 110)) + '"""'


def module_of(tag: str) -> str:
    return tag.replace("-", "_") + ("_" if keyword.iskeyword(tag) else "")


def class_of(tag: str) -> str:
    return "".join(part.capitalize() for part in tag.split("-"))


def noun(tag: str, operations: list[tuple[str, str, dict[str, Any]]], schemas: dict[str, Any], homes: Homes) -> str:
    def prefix(schema: str) -> str:
        return "common." if homes[schema] == COMMON else "shapes."

    methods = [line for each in operations for line in method_of(*each, schemas, prefix)]
    text = "\n".join(methods)
    used = [each for each in ("Any", "Literal") if re.search(rf"\b{each}\b", text)]
    lines = [f'"""{class_of(tag)}. {MADE}"""', "", "from __future__ import annotations", ""]
    if "Iterator[" in text:
        lines.append("from collections.abc import Iterator")
    days = [each for each in ("date", "datetime") if re.search(rf"\b{each} \| str", text)]
    if days:
        lines.append(f"from datetime import {', '.join(days)}")
    if used:
        lines.append(f"from typing import {', '.join(used)}")
    lines += [
        *([""] if lines[-1] else []),
        *sorted(
            (["import bailee.client.shapes.common as common"] if "common." in text else [])
            + ([f"import bailee.client.shapes.{module_of(tag)} as shapes"] if "shapes." in text else [])
        ),
        "from bailee.client.asking import Asking",
        "",
        "",
    ]
    lines += [f"class {class_of(tag)}(Asking):", *methods]
    return "\n".join(lines).rstrip() + "\n"


def _argument(name: str) -> str:
    plain = name.replace("-", "_")
    return plain + ("_" if keyword.iskeyword(plain) else "")


def method_of(path: str, method: str, told: dict[str, Any], schemas: dict[str, Any], prefix: Prefix) -> list[str]:
    inside, query, headers = (
        [each for each in told.get("parameters", ()) if each["in"] == where] for where in ("path", "query", "header")
    )
    positional = [
        each["name"]
        for each in inside
        if each["name"] != "organisation" or not path.startswith("/api/v1/organisations/")
    ]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    is_empty = (
        body is not None and "$ref" in body and not schemas.get(body["$ref"].rpartition("/")[2], {}).get("properties")
    )
    arguments = [f"{_argument(each)}: str" for each in positional]
    if body is not None and not is_empty:
        arguments.append(f"body: {type_of(body, prefix)}")
    named = [f"{_argument(each['name'])}: {_asked(each['schema'], prefix)} | None = None" for each in query]
    if any(each["name"] == "If-Match" for each in headers):
        named.append("if_match: str | None = None")
    answer, is_raw = answer_of(told, prefix)
    signature = ", ".join(["self", *arguments, *(["*", *named] if named else [])])
    once = any(each["name"] == "Idempotency-Key" for each in headers)
    parts = ", ".join(_part(each) for each in path.removeprefix("/api/v1/").split("/"))
    asked = f'"{method.upper()}", self._at({parts})'
    told_query = (
        "{" + ", ".join(f'"{each["name"]}": {_argument(each["name"])}' for each in query) + "}" if query else "None"
    )
    told_body = "{}" if is_empty else "body" if body is not None else "None"
    call = f"self._ask({asked}, {told_query}, {told_body}" + (", once=True" if once else "")
    call += (
        (", if_match=if_match" if "if_match: str | None = None" in named else "")
        + (", raw=True" if is_raw else "")
        + ")"
    )
    summary = " ".join(told["summary"].split()).replace("\\", "\\\\")
    said = (
        summary
        + ("" if summary.endswith(".") else ".")
        + (f" Takes `{told['x-permission']}`." if "x-permission" in told else "")
    )
    lines = [f"    def {told['operationId']}({signature}) -> {answer}:", textwrap.indent(_docstring(said), "        ")]
    lines += [f"        {call}" if answer == "None" else f"        found: {answer} = {call}"] + (
        [] if answer == "None" else ["        return found"]
    )
    lines.append("")
    row = row_of(told, schemas, prefix)
    if row is not None and any(each["name"] == "cursor" for each in query):
        name = "all_" + told["operationId"].removeprefix("list_")
        fewer = [each for each in named if not each.startswith(("cursor:", "limit:"))]
        given = ", ".join(
            [_argument(each) for each in positional]
            + [f"{each.partition(':')[0]}={each.partition(':')[0]}" for each in fewer]
        )
        head = ", ".join(["self", *arguments, *(["*", *fewer] if fewer else [])])
        lines += [
            f"    def {name}({head}) -> Iterator[{row}]:",
            '        """The same, page after page."""',
            "        return self._each(",
            f"            lambda cursor: self.{told['operationId']}({given + ', ' if given else ''}limit=500, cursor=cursor)",
            "        )",
            "",
        ]
    return lines


def _asked(schema: dict[str, Any], prefix: Prefix) -> str:
    """What a query takes: a day as a date, or as it is written."""
    if schema.get("format") in ("date", "date-time"):
        return "datetime | str" if schema["format"] == "date-time" else "date | str"
    return type_of(schema, prefix)


def _part(part: str) -> str:
    name = part.strip("{}")
    if not part.startswith("{"):
        return f'"{part}"'
    return "self.organisation" if name == "organisation" else _argument(name)


def answer_of(told: dict[str, Any], prefix: Prefix) -> tuple[str, bool]:
    """The type of what is answered, and whether that is a file."""
    (good,) = [each for status, each in told["responses"].items() if status.startswith("2")]
    content = good.get("content")
    if not content:
        return "None", False
    if set(content) == {"application/json"}:
        return type_of(content["application/json"]["schema"], prefix), False
    return "bytes", True


def row_of(told: dict[str, Any], schemas: dict[str, Any], prefix: Prefix) -> str | None:
    (good,) = [each for status, each in told["responses"].items() if status.startswith("2")]
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    shape = schemas.get(schema.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
    if not {"items", "next"} <= set(shape) or shape["items"].get("type") != "array":
        return None
    return type_of(shape["items"]["items"], prefix)


def client(tags: list[str], description: str) -> str:
    lines = [f'"""The client: all nouns in one. {MADE}"""', "", "from __future__ import annotations", ""]
    lines += [f"from bailee.client.nouns.{module_of(tag)} import {class_of(tag)}" for tag in tags]
    lines += [
        "",
        f'MADE_FROM = "{description}"  # digest of the description that it was made from',
        "",
        "",
        "class Client(",
        *(f"    {class_of(tag)}," for tag in tags),
        "):",
        '    """A server, as a token sees it."""',
        "",
    ]
    return "\n".join(lines)


def pages() -> dict[str, str]:
    """What is written, by its path below the client's folder."""
    from bailee.api.openapi import openapi
    from bailee.client.description import digest_of

    told = openapi()
    schemas = told["components"]["schemas"]
    by_tag: dict[str, list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            by_tag[operation["tags"][0]].append((path, method, operation))
    names = [name_of(each) for each in schemas]
    assert len(names) == len(set(names)), sorted(each for each in names if names.count(each) > 1)  # noqa: S101 - ours
    homes = Homes(by_tag, schemas)
    made = {
        "shapes/__init__.py": f'"""What is sent and answered, by noun and type. {MADE}"""\n',
        **{f"shapes/{module}.py": shapes(module, schemas, homes) for module in homes.modules()},
        "client.py": client(sorted(by_tag, key=module_of), digest_of(told)),
        "nouns/__init__.py": f'"""What may be asked, by noun. {MADE}"""\n',
    }
    for tag, operations in by_tag.items():
        made[f"nouns/{module_of(tag)}.py"] = noun(
            tag, sorted(operations, key=lambda each: each[2]["operationId"]), schemas, homes
        )
    return formatted(made)


def formatted(made: dict[str, str]) -> dict[str, str]:
    """As the rest of the source is written."""
    ruff, config = str(Path(sys.executable).parent / "ruff"), str(ROOT / "pyproject.toml")
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder)
        for below in BELOW:
            (into / below).mkdir()
        for name, text in made.items():
            (into / name).write_text(text)
        subprocess.run([ruff, "format", "-q", "--no-cache", "--config", config, folder], check=True)
        return {name: (into / name).read_text() for name in made}


def main() -> int:
    made = pages()
    there = {
        str(path.relative_to(INTO))
        for path in [*(path for below in BELOW for path in (INTO / below).glob("*.py")), INTO / "client.py"]
        if path.exists()
    }
    stale = [name for name, text in made.items() if name not in there or (INTO / name).read_text() != text]
    gone = sorted(there - set(made))
    if "--check" in sys.argv[1:]:
        print("\n".join(stale + gone))
        return int(bool(stale or gone))
    for below in BELOW:
        (INTO / below).mkdir(parents=True, exist_ok=True)
    for name in stale:
        (INTO / name).write_text(made[name])
    for name in gone:
        (INTO / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
