"""Write docs/cli.md, detectors.md, kinds.md, settings.md, formats.md, sources.md, roles.md, routes.md, endpoints.md and openapi.json from the code.

python update/docs.py           # writes them, and those of update/laws.py
python update/docs.py --check   # exit 1 where one of them is out of date
"""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

import bailee.extractors
from bailee import detectors, kinds, permissions
from bailee.cli.main import STAGES, bailee_command, module_of
from bailee.detectors.interface import Detector
from bailee.matrix import SUBJECTS
from bailee.monitoring.product import GROUPS, OBSERVES, Product
from bailee.monitoring.product import load as load_tools
from bailee.monitoring.traces import WORDS
from bailee.permissions import Role
from bailee.reports.words import REMEDIES, cause
from bailee.settings import SETTINGS
from bailee.sources import modules
from bailee.vocabulary import DATA_CATEGORIES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
MEASURED = ROOT / "benchmarks" / "results" / "detectors.json"
FEWEST = 10  # values of a detector, for a figure to say something
_WIDTH = 100


def generated(source: str) -> str:
    return f"<!-- Made by update/docs.py from {source}; do not edit. -->\n"


def row(*cells: str) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def commands(command: click.Command, ctx: click.Context) -> Iterator[tuple[click.Context, click.Command]]:
    """A command and those below it, with the context that its help is written in."""
    yield ctx, command
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None, name  # noqa: S101 - listed, so it is there
            yield from commands(below, click.Context(below, info_name=name, parent=ctx, terminal_width=_WIDTH))


def every_command() -> list[tuple[str, str]]:
    """All commands as they are typed, with their help."""
    top = click.Context(bailee_command, info_name="bailee", terminal_width=_WIDTH, help_option_names=["-h", "--help"])
    return [(ctx.command_path, command.get_help(ctx)) for ctx, command in commands(bailee_command, top)]


def cli_page() -> str:
    lines = [generated("src/bailee/cli"), "# Commands", "", "Every `--help`, in the order of the pipeline.", ""]
    stage_of = {name: module_of(name).STAGE for name in bailee_command.list_commands(click.Context(bailee_command))}
    listed = every_command()
    lines += ["```", listed[0][1], "```", ""]
    for stage in STAGES:
        own = [(path, said) for path, said in listed[1:] if stage_of[path.split()[1]] == stage]
        if own:
            lines += [f"## {stage.capitalize()}", ""]
        for path, said in own:
            lines += [f"### {path}", "", "```", said, "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def detectors_page() -> str:
    found = detectors.catalogue()
    lines = [
        generated("src/bailee/detectors"),
        "# Detectors",
        "",
        f"{len(found)} kinds of values. A detector is one module; its ident is its file, its name on the command line and its",
        "samples' folder. `bailee detectors --json` has the same table with examples.",
        "",
        "Precision and recall are those of matches that are *likely* and up, over text that is made for it and others' labelled text",
        "(`benchmarks/calibration.py`); of names and addresses, those of matches that overlap a labelled one.",
        "",
        "A check is a module of python-stdnum, or a function of ours; without one, form and words around decide.",
        "",
        "| ident | what | an example | category | check | where the rule comes from | precision, recall |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    measured = json.loads(MEASURED.read_text("utf-8")) if MEASURED.is_file() else {}
    lines += [
        row(
            f"`{each.ident}`",
            each.name,
            example_of(each),
            DATA_CATEGORIES[each.category].label,
            check_of(each),
            f"<{each.source}>" if each.source.startswith("http") else each.source,
            measure_of(measured.get(each.ident)),
        )
        for each in found
    ]
    return "\n".join(lines) + "\n"


def example_of(detector: Detector) -> str:
    """The text of its first example that finds something."""
    description = sys.modules[detector.judge.__module__].__doc__ or ""
    for example in doctest.DocTestParser().get_examples(description):
        if example.want.strip() == "[]":
            continue
        for call in ast.walk(ast.parse(example.source)):
            if isinstance(call, ast.Call) and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                return f"`{' '.join(str(call.args[1].value).split()).replace('`', ' ')}`"
    return ""


def check_of(detector: Detector) -> str:
    """What finds its values valid: what its module takes from python-stdnum, phonenumbers and our check digits."""
    names = set()
    for name, value in vars(sys.modules[detector.judge.__module__]).items():
        origin = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None) or ""
        if origin.startswith("stdnum"):
            names.add(origin)
        elif origin.startswith("phonenumbers"):
            names.add("phonenumbers")
        elif origin == "bailee.detectors.check_digits" and callable(value):
            names.add(name)
    return ", ".join(f"`{name}`" for name in sorted(names))


def measure_of(figures: dict[str, float] | None) -> str:
    """Precision and recall, where enough values were there to tell."""
    if figures is None or figures["n"] < FEWEST:
        return "not measured"
    return f"{figures['precision']:.2f}, {figures['recall']:.2f} of {figures['n']:.0f}"


def kinds_page() -> str:
    found = kinds.catalogue()
    lines = [
        generated("src/bailee/kinds"),
        "# Kinds of record",
        "",
        f"{len(found)} kinds. A record is recognised by what stands in it, with title, file name and folder taken away, and never",
        "from those alone. A policy, an empty form or an article about the thing is not the thing.",
        "",
        "An item may hold several. How well each is told: [benchmarks.md](benchmarks.md). Beside words and forms counts what a text, or a",
        "paragraph of a long one, resembles ([how](adr/0024-what-a-text-resembles.md)). On documents written before anybody looked at the rules,",
        "precision and recall at first look were .86 and .78 on a stranger's, .98 and .95 on ordinary ones, .94 and .98 on wordings of public forms and exports of programs, .93 and .89 on shorter ones, .96 and .95 on the latest, from several countries (by somebody who knew what each kind is recognised from), .94 and .82 on loose notes and .93 and .50 on the oddest: short notes in rare words are missed.",
        "",
        "| ident | what | data | mostly about | recognised from |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        row(
            f"`{each.ident}`",
            each.name,
            DATA_CATEGORIES[each.category].label,
            each.subject.value,
            each.recognised_from,
        )
        for each in found
    ]
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    lines = [
        generated("src/bailee/settings.py"),
        "# Settings",
        "",
        "Environment variables, one table. A value that makes no sense stops the program at once, with its name.",
        "Credentials of mailboxes, buckets and databases: [sources.md](sources.md).",
        "",
        "| variable | default | what |",
        "| --- | --- | --- |",
    ]
    lines += [
        row(f"`{each.variable}`", f"`{each.default}`" if each.default != "" else "", each.help) for each in SETTINGS
    ]
    return "\n".join(lines) + "\n"


def sources_page() -> str:
    """Each source with the beginning of its own words, and the variables that its credentials come from."""
    lines = [
        generated("src/bailee/sources"),
        "# Sources",
        "",
        "`bailee scan` takes folders and files, and addresses of what lies elsewhere. Nothing is ever written there. A copy of each",
        "item lies in a private folder (mode 0700) while it is read, and is removed when it was.",
        "",
        "What cannot be reached is counted with its reason, and what was read stays read. A second scan fetches only what changed,",
        "where the source can tell.",
        "",
        "## Credentials",
        "",
        "They come from a file, named with `--credentials`, that only you may read (`chmod 600`), or from the environment; never from",
        "the command line. An address that holds a password is refused. Nothing of them is kept, logged or reported.",
        "",
        "```toml",
        '["s3://acme-hr"]                          # an address, or the beginning of addresses',
        'access_key_id = "AKIA…"',
        'secret_access_key = "…"',
        "",
        '["postgresql://reader@db.example.com"]',
        'password_file = "/run/secrets/db"         # any of them may lie in a file of its own',
        "```",
        "",
        "Variables hold for every address of their scheme; each has a twin that ends in `_FILE` and names a file that holds the secret.",
        "An address ends with its options, as in `?endpoint=https://minio.example:9000&ca=/etc/ssl/our-ca.pem`.",
        "",
        "A server takes them from `HOME/credentials.toml`. Where several organisations share it, each table names a host and says whose it is;",
        "what it leaves open, and variables, are lent to nobody, and `bailee check` names them. Options that say whom a source speaks to",
        "(`endpoint`, `ca`, `login` …) stand in the table's name as in the address, so that nobody has a secret sent elsewhere.",
        "",
        "```toml",
        '["imaps://scanner@mail.alice.example"]',
        'organisation = "alices-shop-3fa2c1"       # its ident: bailee clients list',
        'password_file = "/run/secrets/alice-mail"',
        "```",
        "",
        "Folders and addresses are named in the pages by people of the organisation whose server it is, the first of its store. Those of",
        "another provider name there what `HOME/places.toml` lends it, and what lies in that:",
        "",
        "```toml",
        "[second-provider-81c0de]",
        'places = ["/srv/second", "imap://mail.second.example/"]',
        "```",
    ]
    for module in modules():
        lines += ["", f"## {module.LABEL}", "", *_said(module), ""]
        lines.append(
            "Addresses: " + ", ".join(f"`{scheme}://`" for scheme in module.SCHEMES) + f", as in `{module.EXAMPLE}`."
        )
        if module.OPTIONS:
            lines.append("Options: " + ", ".join(f"`{name}`" for name in sorted(module.OPTIONS)) + ".")
        if module.NEEDS:
            lines += ["", "| credential | variable | what |", "| --- | --- | --- |"]
            lines += [
                row(
                    f"`{need.name}`",
                    ", ".join(f"`{need.variable(each)}`" for each in module.SCHEMES if need.fits(each)),
                    need.help,
                )
                for need in module.NEEDS
            ]
    return "\n".join(lines) + "\n"


def _said(module: object) -> list[str]:
    """The docstring of a module as paragraphs, its examples as code."""
    said: list[str] = []
    for part in inspect.cleandoc(getattr(module, "__doc__", "") or "").split("\n\n"):
        if part.startswith(">>>"):
            continue
        is_code = part.startswith("    ")
        said += ["```", *(line[4:] for line in part.splitlines()), "```"] if is_code else part.splitlines()
        said.append("")
    return said[:-1]


def formats_page() -> str:
    lines = [
        generated("src/bailee/extractors and src/bailee/reports/words.py"),
        "# Formats",
        "",
        "What a file is, is decided by its content, not by its name. `bailee read FILE` shows what was read in one, place by place.",
        "What lies nested in a file (a mail in a zip in a mail) is read in the same way, under one budget.",
        "",
        "| read by | what is read | media types |",
        "| --- | --- | --- |",
    ]
    for _, name, _ in pkgutil.iter_modules(bailee.extractors.__path__):
        module = importlib.import_module(f"bailee.extractors.{name}")
        if hasattr(module, "READS") and hasattr(module, "extract"):
            said = (module.__doc__ or "").strip().partition("\n\n")[0]
            lines.append(row(f"`{name}`", said, ", ".join(f"`{each}`" for each in sorted(module.READS))))
    lines += [
        "",
        "## What was not read",
        "",
        "Every file ends in exactly one of read, partly read, not read; the last two with one of these reasons.",
        "",
        "| reason | in words | what would read it |",
        "| --- | --- | --- |",
    ]
    lines += [row(f"`{reason.value}`", cause(reason), remedy) for reason, remedy in REMEDIES.items()]
    return "\n".join(lines) + "\n"


def monitoring_page() -> str:
    tools = load_tools().values()
    read = sum(tool.read for tool in tools)
    lines = [
        generated("src/bailee/monitoring"),
        "# Monitoring tools",
        "",
        f"{len(tools)} products by the traces that they leave where they run: entries in lists of installed software, services, processes,",
        "their own folders, configurations, databases, logs and recordings. A name in a document, an installer in Downloads, an invoice",
        "or a licence is no trace. `bailee monitoring` shows which are here, `bailee monitoring TOOL` all traces of one, and",
        "`bailee declare monitoring TOOL` says what one is for.",
        "",
        f"*Read* ({read} of {len(tools)}): names that tell the product were read in public sources while the table was written. The others",
        "are from general knowledge, with the maker's pages named to look it up, and were not tried on a machine that runs the product.",
        "",
        "A trace alone makes a tool *possible*, *likely* or *verified* by what it is: a running process, a service or an entry in a list of",
        "software weighs 3; program files, a database, records recognised by content, lines of its own log or a setting that was read 2;",
        "the name of a configuration, a log or a recording 1. From 2 it is *likely*, from 4 *verified*.",
        "",
        "What is read of Windows and macOS by `bailee monitoring --this-machine` was written from their makers' documentation and never",
        "ran on such a machine; lists of software of those systems, handed over as files, are read anywhere.",
        "",
        "Software lists: CSV of any RMM (columns are guessed from their heads), JSON, `winget list`, `dpkg -l`, `dpkg-query -W`, dpkg's",
        "status file, `rpm -qa`, an export of Windows' uninstall keys (.reg), `sc query`, `Get-Service`, `systemctl list-units`,",
        "`launchctl list`, `tasklist /fo csv`, names one a line.",
    ]
    for group, name in GROUPS.items():
        own = [tool for tool in tools if tool.group is group]
        heads = ("ident", "product", "records", "of", "told from", "read", "source")
        lines += ["", f"## {name}", "", row(*heads), row(*("---" for _ in heads))]
        lines += [
            row(
                f"`{tool.ident}`",
                tool.name,
                ", ".join(OBSERVES[each][0] for each in tool.observes),
                ", ".join(SUBJECTS[each] for each in tool.watched),
                told_from(tool),
                "yes" if tool.read else "",
                " ".join(f"<{source}>" for source in tool.sources),
            )
            for tool in own
        ]
    return "\n".join(lines) + "\n"


def told_from(tool: Product) -> str:
    """The sorts of traces that are known of a product, with how many of each."""
    sorts = {
        "software": len(tool.software) + len(tool.packages),
        "services": len(tool.services),
        "processes": len(tool.processes),
    }
    for sort in (*(sort for sort, _ in tool.paths), *(rule.sort for rule in tool.rules)):
        sorts[WORDS[sort]] = sorts.get(WORDS[sort], 0) + 1
    return ", ".join(f"{sort} {count}" for sort, count in sorts.items() if count)


def roles_page() -> str:
    """Who may do what: permissions down, roles across."""
    lines = [
        generated("src/bailee/permissions.py"),
        "# Roles",
        "",
        "A role is held in one organisation, and its permissions hold there alone. A person of a provider reaches a client only",
        "where she is assigned to it, with the role that she has at the provider; a role that is changed there is changed at every",
        "client, from the next request on. The store's door asks this table at each change, the pages at each request.",
        "",
        "| role | who | makes members of |",
        "| --- | --- | --- |",
        *(
            row(
                role.label,
                permissions.ABOUT[role],
                ", ".join(other.label for other in Role if permissions.may_grant(role, other)) or "nobody",
            )
            for role in Role
        ),
        "",
        "Nobody gives a role by which he would have more than before: a lead makes no owner. The last owner stays one.",
        "",
        row("may", *(role.label for role in Role)),
        row(*("---" for _ in range(len(Role) + 1))),
    ]
    for permission in permissions.Permission:
        cells = ["yes" if permissions.may(role, permission) else "" for role in Role]
        lines.append(row(f"**{permission.value}**: {permissions.MEANS[permission]}", *cells))
    return "\n".join(lines) + "\n"


def routes_page() -> str:
    """In a process of its own: pages run on Django settings of their own."""
    words = [sys.executable, str(ROOT / "update" / "routes.py")]
    return subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def operations_page() -> str:
    """In a process of its own, too."""
    words = [sys.executable, str(ROOT / "update" / "operations.py")]
    return subprocess.run(words, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def openapi_page() -> str:
    from bailee.api.openapi import document

    return document().decode()


def endpoints_page() -> str:
    """Every address of the API in a table a noun, from the same description that programs read."""
    from bailee.api.openapi import document

    told = json.loads(document())
    lines = [
        generated("src/bailee/api"),
        "# The API, address by address",
        "",
        "What each does and which permission it takes ([roles](roles.md)). Fields, answers and faults stand in [openapi.json](openapi.json); how to",
        "begin, tokens, lists and what stays the same in [the API](api.md).",
    ]
    nouns: dict[str, list[str]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            if method in ("get", "post", "put", "patch", "delete"):
                cells = (f"`{method.upper()} {path}`", operation["summary"], operation.get("x-permission", ""))
                nouns.setdefault(operation["tags"][0], []).append(row(*cells))
    for noun, rows in sorted(nouns.items()):
        lines += ["", f"## {noun.replace('-', ' ').replace('_', ' ').capitalize()}", ""]
        lines += [row("address", "what", "permission"), row("---", "---", "---"), *rows]
    return "\n".join(lines) + "\n"


def webhook_events_page() -> str:
    from bailee.webhooks.events import EVENTS

    lines = [
        generated("src/bailee/webhooks/events.py"),
        "# Events",
        "",
        "What [webhooks](webhooks.md) hear of. `data` of each holds `organisation`; of one that is a record of the log `record`, its number, and `action`, too; `subject` is",
        "the ident of what it is about. The fields below go along where there is something to say.",
        "",
        row("event", "happens when", "subject", "fields"),
        row("---", "---", "---", "---"),
    ]
    for event in EVENTS.values():
        lines.append(row(f"`{event.type}`", event.means, event.subject, " ".join(f"`{each}`" for each in event.fields)))
    return "\n".join(lines) + "\n"


def remote_page() -> str:
    from bailee.cli.main import WITHOUT_STORE
    from bailee.cli.remote.commands import REMOTE
    from bailee.cli.remote.own import HERE, why_own

    lines = [
        generated("src/bailee/cli/remote"),
        "# Commands by a server",
        "",
        "What `bailee --server URL` asks [the API](python-client.md) for. The other commands work on a store and disks of their own machine; with",
        "`--server` they say so, and why. Those that need no store at all run as ever.",
        "",
        row("command", "with `--server`", "why"),
        row("---", "---", "---"),
    ]
    for path, _ in every_command()[1:]:
        name = path.removeprefix("bailee ")
        if name in REMOTE:
            where, why = "**the server**", ""
        elif name in HERE or name.split()[0] in WITHOUT_STORE:
            where, why = "here, without a store", ""
        else:
            where, why = "own machine", why_own(name)
        lines.append(row(f"`{name}`", where, why))
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "detectors.md": detectors_page,
    "kinds.md": kinds_page,
    "settings.md": settings_page,
    "formats.md": formats_page,
    "monitoring.md": monitoring_page,
    "sources.md": sources_page,
    "roles.md": roles_page,
    "routes.md": routes_page,
    "operations.md": operations_page,
    "openapi.json": openapi_page,
    "endpoints.md": endpoints_page,
    "webhook-events.md": webhook_events_page,
    "remote.md": remote_page,
}


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    stale = 0
    for name, page in PAGES.items():
        path, text = DOCS / name, page()
        if not check:
            path.write_text(text, "utf-8")
        elif not path.is_file() or path.read_text("utf-8") != text:
            stale = 1
            print(f"{name} is out of date: make docs")
    others = ("laws.py", "client.py")
    runs = [
        subprocess.run([sys.executable, str(ROOT / "update" / each), *sys.argv[1:]], check=False) for each in others
    ]
    return stale or max(each.returncode for each in runs)


if __name__ == "__main__":
    sys.exit(main())
