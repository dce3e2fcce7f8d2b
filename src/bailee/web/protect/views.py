"""What the playbooks propose, worst first: what, why, the act, what breaks; chosen files and one decision for them all."""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations import further_words
from bailee.operations.protect_by_playbook import add_breaks, plan
from bailee.operations.tasks.protect import roots
from bailee.permissions import Permission
from bailee.protection.breaks import Break
from bailee.protection.plan import ACTS_WILL, Proposal
from bailee.store.workspace import Workspace
from bailee.web import answers, typed, words
from bailee.web.protect import shared

_HEADS = ("File", "Holds", "Why", "Act", "Can be undone", "What breaks", "How bad")
_MOST = 500  # files that one decision is for
_TYPED = 20_000  # characters of further words


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was proposed when somebody last looked: rows as they are shown, names masked; no file's exact name is kept."""

    stamp: int  # size of the log: whatever is done or scanned makes it longer
    at: float  # monotonic, seconds
    rows: tuple[dict[str, Any], ...]


_LOOKED: OrderedDict[tuple[Path, str], _Looked] = OrderedDict()
_KEPT, _SECONDS, _BREAKS = 16, 600.0, 200  # organisations; how old it may be; files of which it is looked what breaks


def _look(workspace: Workspace) -> tuple[dict[str, Any], ...]:
    """Looking costs a second or more of processor: the pages, filters and views of one list share it, until something is done."""
    key, stamp = (workspace.home, workspace.organisation), workspace.log_size()
    found = _LOOKED.get(key)
    if found is None or found.stamp != stamp or time.monotonic() - found.at > _SECONDS:
        name, every = shared.naming(workspace), plan(workspace, roots(workspace), with_breaks=False)
        every = [*add_breaks(workspace, every[:_BREAKS]), *every[_BREAKS:]]
        found = _Looked(stamp, time.monotonic(), tuple(_row(each, name) for each in every))
        _LOOKED[key] = found
        while len(_LOOKED) > _KEPT:
            _LOOKED.popitem(last=False)
    return found.rows


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Those for which something is to be done; with `?act=` of one act, `leave` among them."""
    places = roots(workspace)
    every = _look(workspace)
    counts = Counter(each["kind"] for each in every)
    act = request.GET.get("act", "")
    fitting = [each for each in every if each["kind"] == act or (not act and each["kind"] != "leave")]
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} proposals.csv", _HEADS, map(_csv, fitting))
    start = _start(request, len(fitting))
    on_page = fitting[start : start + shared.PAGE]
    job = shared.going_on(workspace)
    return answers.page(
        request,
        "protect/list.html",
        found=on_page,
        total=len(fitting),
        line=_line(every, counts),
        looked=bool(places),
        views=shared.views(workspace, "protect"),
        filters=[("act", "Act", [("", "All that is to be done"), *_acts(counts)], act)],
        filtered=bool(act),
        copies=any(each["kind"] == "redact" for each in on_page),
        will=[(shared.ACTS[act], ACTS_WILL[act]) for act in dict.fromkeys(each["kind"] for each in on_page)],
        shown_words=f"{start + 1}–{min(start + shared.PAGE, len(fitting))} of {len(fitting):,}"
        if len(fitting) > shared.PAGE
        else "",
        before=str(max(start - shared.PAGE, 0)) if start else "",
        after=str(start + shared.PAGE) if start + shared.PAGE < len(fitting) else "",
        job=job,
        is_running=job is not None and not job.has_ended,
        ended=shared.ended(job),
        may_protect=workspace.may(Permission.PROTECT),
        may_export=workspace.may(Permission.EXPORT),
        address=shared.address(workspace, "protect"),
        choose_address=shared.address(workspace, "protect-choose"),
    )


def choose(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """One decision for all that was ticked: done by a worker; what cannot be undone then waits for another person."""
    try:
        files, acts = _ticked(request.POST.getlist("file"))
        also = further_words.read(request.POST.get("also", "")[:_TYPED])
        copied = [number for number, act in zip(files, acts, strict=True) if act == "redact"]
        if also and not copied:
            raise InvalidInput(
                "no redacted copy is ticked", hint="further words are for copies: tick one, or take them out"
            )
    except InvalidInput as problem:
        messages.error(request, typed.plain(problem))
        return shared.back(workspace, "protect")
    idents = further_words.keep(workspace, [(each, f"file {each}") for each in copied], also) if also else ()
    shared.put_aside(workspace, {"act": "apply", "files": files, "acts": acts, "idents": list(idents)})
    asked = sum(act == "erase" for act in acts)
    said = f"{words.count(len(files), 'file')} decided. It goes on in the background; this page says how far it is."
    if asked:
        said += f" {words.count(asked, 'erasure')} will wait for another person."
    messages.success(request, said)
    return shared.back(workspace, "protect")


def _ticked(values: list[str]) -> tuple[list[int], list[str]]:
    files, acts = [], []
    for value in values:
        number, _, act = value.partition("-")
        if not number.isdecimal() or len(number) > 18 or act not in shared.ACTS:
            raise InvalidInput("what was ticked is not on this page", hint="look at it again")
        files.append(int(number))
        acts.append(act)
    if not files:
        raise InvalidInput("nothing is ticked", hint="tick the files that you decide about")
    if len(set(files)) != len(files) or len(files) > _MOST:
        raise InvalidInput(f"one decision is for {_MOST} files at most", hint="decide about a part of them first")
    return files, acts


def _row(each: Proposal, name: Callable[[Path], str]) -> dict[str, Any]:
    why = each.why()
    return {
        "kind": each.act,
        "path": name(each.path),
        "holds": "; ".join(f"{count} {category}" for category, count in each.categories),
        "why": [*why[:3], *([each.because] if each.because else [])],
        "act": shared.ACTS[each.act],
        "value": f"{each.file}-{each.act}",
        "can_be_chosen": bool(each.file)
        and not each.refusal
        and each.act != "leave"
        and not (each.held_by and each.is_irreversible),
        "is_for_good": each.is_irreversible,
        "held_by": each.held_by,
        "breaks": [_broken(one, name) for one in each.breaks],
        "refusal": each.refusal.replace("-", " "),
        "severity": each.severity.value,
    }


def _csv(row: dict[str, Any]) -> tuple[object, ...]:
    return (
        row["path"],
        row["holds"],
        "; ".join(row["why"]),
        row["act"],
        "no" if row["is_for_good"] else "yes",
        "; ".join(row["breaks"]),
        row["severity"],
    )


def _broken(one: Break, name: Callable[[Path], str]) -> str:
    where = name(one.where) if one.where is not None else ""
    told = {
        "open": f"{one.what or 'a program'} has it open",
        "sync": f"{one.what} keeps copies of it elsewhere",
        "link": f"a link leads to it: {where}",
        "formula": f"an office file reads from it: {where}",
        "shortcut": f"a shortcut leads to it: {where}",
    }
    return told.get(one.sort, f"{one.sort}: {where or one.what}")


def _acts(counts: Counter[str]) -> list[tuple[str, str]]:
    return [(act, f"{label} ({counts[act]:,})") for act, label in shared.ACTS.items() if counts[act]]


def _line(every: Sequence[dict[str, Any]], counts: Counter[str]) -> str:
    doing = [each for each in every if each["kind"] != "leave"]
    if not every:
        return "No file is known to hold personal data that this machine could protect."
    if not doing:
        return f"Nothing is to be done: {words.count(len(every), 'file')} may stay as they are, each with its reason."
    for_good = sum(each["is_for_good"] for each in doing)
    said = f"{words.count(len(doing), 'file')} to protect; {counts['leave']:,} may stay as they are."
    return said + (f" {for_good:,} cannot be undone and need a second person." if for_good else " All can be undone.")


def _start(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("after") or request.GET.get("before") or "0"
    return min(int(asked), max(count - 1, 0)) if asked.isdecimal() and len(asked) < 9 else 0
