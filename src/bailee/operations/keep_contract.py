"""Keep the register of contracts: enter, correct, take over from a table, and see what ends and what is missing.

>>> check_contract(Contract("c1", Sort.NDA, ()), date(2026, 11, 26))
Traceback (most recent call last):
bailee.errors.InvalidInput: a contract needs another party
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from bailee.contracts import ROLES, SUB_PROCESSORS, Contract, Duties, Missing, Sort, missing
from bailee.errors import CannotRead, InvalidInput
from bailee.inventory.reading import Faults, day_of, filled
from bailee.matrix.words import day_words
from bailee.operations.record_authority import standing
from bailee.permissions import Permission
from bailee.store import asking
from bailee.store.workspace import Workspace
from bailee.vocabulary import State

LARGEST = 256 << 20
HEADS = (
    "Ident", "Sort", "Parties", "Our role", "Scope", "Signed on", "From", "Until", "Notice days", "Renews", "Contact", "Kept where",
    "Document SHA-256", "Confidentiality", "Delete within days", "Breach notice hours", "Sub-processors", "Other duties",
)  # fmt: skip
_MOST = 2_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ContractLine:
    """One contract, and how it stands on a day."""

    contract: Contract
    state: State
    says: str


@dataclass(frozen=True, slots=True)
class Register:
    """All contracts, what needs somebody first; and the agreements that are missing."""

    lines: tuple[ContractLine, ...]
    missing: tuple[Missing, ...]


def show_register(workspace: Workspace, on: date | None = None) -> Register:
    """The register as it stands on a day (today)."""
    day = on or _today()
    contracts = workspace.contracts()
    stands = standing(workspace, day)
    lines = sorted((line_of(each, day) for each in contracts), key=_order)
    wanting = missing(
        contracts,
        stands.agreements,
        stands.needed,
        workspace.activities(),
        day,
        provider=workspace.provider_name() if stands.is_needed else "",
    )
    return Register(tuple(lines), wanting)


def line_of(contract: Contract, on: date) -> ContractLine:
    """How a contract stands on a day."""
    if contract.signed_on is None:
        return ContractLine(contract, State.AMBER, "not signed")
    if contract.until is not None and on > contract.until and not contract.renews:
        return ContractLine(contract, State.RED, f"over since {day_words(contract.until)}")
    if not contract.stands(on):
        return ContractLine(contract, State.UNKNOWN, f"begins on {day_words(contract.from_on or contract.signed_on)}")
    if contract.ends_soon(on) and contract.until is not None and contract.act_by is not None:
        what = "renews itself" if contract.renews else "ends"
        by = f"; give notice by {day_words(contract.act_by)}" if contract.notice_days and contract.act_by >= on else ""
        return ContractLine(contract, State.AMBER, f"{what} on {day_words(contract.until)}{by}")
    until = f" until {day_words(contract.until)}" if contract.until else ""
    return ContractLine(
        contract, State.GREEN, f"stands{until}{', then renews itself' if contract.renews and until else ''}"
    )


def _order(line: ContractLine) -> tuple[int, date, str]:
    worst = (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)
    return worst.index(line.state), line.contract.act_by or date.max, line.contract.ident


def new_ident() -> str:
    return f"contract-{secrets.token_hex(3)}"


def save_contract(workspace: Workspace, contract: Contract) -> None:
    """Enter a contract, or correct the one of the same ident."""
    check_contract(contract, _today())
    with workspace.transaction():
        workspace.save_contracts([contract])
        details = {"sort": contract.sort.value, "is_signed": contract.signed_on is not None}
        if contract.until is not None:
            details["until"] = contract.until.isoformat()
        workspace.record("contract-recorded", contract.ident, details)


def remove_contract(workspace: Workspace, ident: str) -> None:
    """It was entered by mistake. One that is over stays in the register."""
    contract = workspace.contract(ident)
    with workspace.transaction():
        workspace.save_contracts([contract], removed=True)
        workspace.record("contract-removed", ident, {"sort": contract.sort.value})


def check_contract(contract: Contract, on: date) -> None:
    """InvalidInput where it says too little, or what cannot be."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", contract.ident):
        raise InvalidInput("an ident is small letters, digits and dashes", hint="such as lind-nda-2026")
    if not any(contract.parties):
        raise InvalidInput("a contract needs another party", hint="with whom it was made")
    if contract.our_role not in ROLES:
        raise InvalidInput(f'there is no role "{contract.our_role[:60]}"', hint="one of: " + ", ".join(ROLES))
    if contract.signed_on is not None and contract.signed_on > on:
        raise InvalidInput("a contract cannot have been signed in the future", hint="leave the day out until it is")
    begins = contract.from_on or contract.signed_on
    if contract.until is not None and begins is not None and contract.until < begins:
        raise InvalidInput("this contract would be over before it begins", hint="look at its days")
    for number, what in (
        (contract.notice_days, "days of notice"),
        (contract.duties.delete_within_days, "days to delete"),
        (contract.duties.breach_notice_hours, "hours to tell of a breach"),
    ):
        if number is not None and not 0 <= number <= 10_000:
            raise InvalidInput(f"{number} is no number of {what}")
    if contract.duties.sub_processors and contract.duties.sub_processors not in SUB_PROCESSORS:
        raise InvalidInput("there is no such rule for sub-processors", hint="one of: " + ", ".join(SUB_PROCESSORS))
    if contract.document and not re.fullmatch(r"[0-9a-f]{64}", contract.document):
        raise InvalidInput("this is no SHA-256 of a document", hint="64 figures and letters from a to f")
    if (
        max(
            map(
                len, (*contract.parties, contract.scope, contract.contact, contract.kept_where, *contract.duties.others)
            )
        )
        > _MOST
    ):
        raise InvalidInput("this is too long", hint=f"at most {_MOST:,} letters; the document itself is kept elsewhere")


def hash_document(file: Path) -> str:
    """SHA-256 of a document; CannotRead where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="give the path of the document") from None


def import_file(workspace: Workspace, file: Path, *, dry_run: bool = False) -> int:
    """Take over a table of contracts; how many. `dry_run`: only look whether it could be."""
    return import_contracts(workspace, content_of(file), file.name, dry_run=dry_run)


def content_of(file: Path) -> bytes:
    """The bytes of a table. InvalidInput or CannotRead where there are too many, or none."""
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" is too big for a register')
        return file.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="give the path of a CSV or XLSX file") from None


def import_contracts(workspace: Workspace, content: bytes, name: str, *, dry_run: bool = False) -> int:
    """Enter the contracts of a table, all or none; one of the same ident is corrected. InvalidInput names each wrong cell."""
    table = filled(content, name, HEADS)
    faults, contracts = Faults(name, table), []
    seen: dict[str, int] = {}
    today = _today()
    for line, cells in table.rows:
        contract = _contract(line, cells, faults)
        if contract is None:
            continue
        if contract.ident in seen:
            faults.add(
                line,
                f'"{contract.ident}" stands on line {seen[contract.ident]:,} already',
                "give each contract one row",
                head="ident",
            )
        seen.setdefault(contract.ident, line)
        try:
            check_contract(contract, today)
        except InvalidInput as fault:
            faults.add(line, str(fault), fault.hint)
        contracts.append(contract)
    faults.stop()
    if not contracts:
        raise InvalidInput(
            f'"{name}" holds no contract', hint="its first line names the columns: Sort, Parties, Signed on, Until …"
        )
    workspace.require(Permission.DECLARE)
    if dry_run:
        return len(contracts)
    with workspace.transaction():
        workspace.save_contracts(contracts)
        digest = hashlib.sha256(content).hexdigest()
        workspace.record("contracts-imported", f"file-{digest[:12]}", {"contracts": len(contracts)})
    return len(contracts)


def _contract(line: int, cells: dict[str, str], faults: Faults) -> Contract | None:
    good = True

    def read(head: str, made: Callable[[str], T], remedy: str) -> T | None:
        nonlocal good
        said = cells.get(head, "")
        if not said:
            return None
        try:
            return made(said)
        except ValueError as fault:
            good = False
            says = str(fault) if str(fault).startswith('"') else f'"{said[:60]}" cannot be read in the column "{head}"'
            faults.add(line, says, remedy, head=head)
            return None

    sort = read("sort", lambda said: Sort(said.casefold()), "one of: " + ", ".join(Sort))
    days = [read(head, day_of, "write the day as 2026-03-31") for head in ("signed on", "from", "until")]
    numbers = [
        read(head, int, "a whole number") for head in ("notice days", "delete within days", "breach notice hours")
    ]
    flags = [read(head, _yes, "yes or no") for head in ("renews", "confidentiality")]
    if sort is None and good:
        good = False
        faults.add(line, "it does not say what sort of contract it is", "one of: " + ", ".join(Sort))
    if not good or sort is None:
        return None
    return Contract(
        cells.get("ident") or new_ident(), sort, _values(cells.get("parties", "")), cells.get("our role") or "party", cells.get("scope", ""),
        days[0], days[1], days[2], numbers[0], bool(flags[0]), cells.get("contact", ""), cells.get("kept where", ""),
        cells.get("document sha-256", ""),
        Duties(bool(flags[1]), numbers[1], numbers[2], cells.get("sub-processors", ""), _values(cells.get("other duties", ""))),
    )  # fmt: skip


def _yes(said: str) -> bool:
    if said.casefold() not in ("yes", "no", "true", "false", "1", "0"):
        raise ValueError
    return said.casefold() in ("yes", "true", "1")


def _values(cell: str) -> tuple[str, ...]:
    parts = cell.splitlines() if "\n" in cell else cell.split(";")
    return tuple(part.strip() for part in parts if part.strip())


def row(contract: Contract) -> Sequence[object]:
    """A contract in the cells of HEADS, as `import_contracts` reads them."""
    duties = contract.duties
    return (
        contract.ident, contract.sort.value, "\n".join(contract.parties), contract.our_role, contract.scope, contract.signed_on or "",
        contract.from_on or "", contract.until or "", _number(contract.notice_days), "yes" if contract.renews else "no",
        contract.contact, contract.kept_where, contract.document, "yes" if duties.confidentiality else "no",
        _number(duties.delete_within_days), _number(duties.breach_notice_hours), duties.sub_processors, "\n".join(duties.others),
    )  # fmt: skip


def _number(value: int | None) -> object:
    return "" if value is None else value


def _today() -> date:
    return asking.today()
