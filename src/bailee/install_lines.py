"""Lines that put the agent on a device through whatever a provider has: silent, once or many times, with exit codes.

>>> line("ninjaone", "Linux", Wanted("https://privacy.example.com", "3-K7Q2")).splitlines()[0]
'#!/bin/sh'
>>> print(quoted_sh("Neil & Sons"), quoted_powershell("O'Neil $x"))
'Neil & Sons' 'O''Neil $x'

The code goes to the agent by its standard input: no list of processes shows it. It does lie in what the RMM keeps and logs,
so it is good for a few days and a few devices, and opens nothing but enrolment.
"""

from __future__ import annotations

import base64
import re
import shlex
from dataclasses import dataclass, field

from bailee.errors import InvalidInput

SYSTEMS = ("Windows", "Linux", "macOS")
CODES: tuple[tuple[int, str, str], ...] = (
    (0, "enrolled and running, or it was already", "nothing"),
    (10, "not root, or not an administrator", "have it run as SYSTEM or root"),
    (11, "the program could not be fetched", "open the address from that device; a proxy, a firewall; then run it again"),
    (12, "what was fetched is another file than was said", "do not run it; compare the SHA-256, and see who changed the file"),
    (13, "it could not be unpacked", "free space, rights on the folder, an antivirus that took a file"),
    (14, "the server refused to enrol it, or was not reached", "the output says why: a code that expired or was used up; make a new one"),
    (15, "the service could not be set up", "`bailee agent check` on that device says what is missing"),
)  # fmt: skip
_FETCHED = re.compile(r"https?://[!-~]{1,2000}")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Manager:
    """What runs a line on devices. `is_one_line`: it takes a command, and not a script."""

    ident: str
    name: str
    systems: tuple[str, ...]
    where: str  # one pastes it
    is_one_line: bool = False
    note: str = ""


MANAGERS: tuple[Manager, ...] = (
    Manager("ninjaone", "NinjaOne", SYSTEMS, "Administration, Library, Automation: add a new script, language PowerShell or ShellScript, run as System"),
    Manager("datto", "Datto RMM", SYSTEMS, "Automation, Components: create a component of the sort Scripts, PowerShell or Unix; it runs as the system"),
    Manager("connectwise-automate", "ConnectWise Automate", SYSTEMS, "Automation, Scripts: a step “Execute Shell” run as admin; the line is one command", is_one_line=True),
    Manager("tactical", "Tactical RMM", SYSTEMS, "Settings, Scripts Manager: new script, type PowerShell or Shell; leave “run as user” off"),
    Manager("intune", "Intune", ("Windows", "macOS"), "Devices, Scripts and remediations, Platform scripts: upload it as a file; run with the logged-on credentials: No; 64-bit host: Yes"),
    Manager("gpo", "Group Policy", ("Windows",), "Computer Configuration, Policies, Windows Settings, Scripts, Startup, PowerShell Scripts: add it as a file", note="Every computer and user of the domain may read SYSVOL, and so the code in it: make it good for few devices and few days, and take the script out after."),
    Manager("shell", "A shell", SYSTEMS, "As root, or in PowerShell as an administrator"),
)  # fmt: skip
BY_IDENT = {each.ident: each for each in MANAGERS}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the line does. Without a `package` the program has to be there already."""

    server: str
    code: str = field(repr=False)
    package: str = ""  # address of the archive: bailee.tar.gz, or bailee.zip for Windows
    sha256: str = ""  # of that archive
    ca: str = ""  # file on the device with the authority that signed the server's certificate

    def checked(self) -> Wanted:
        """InvalidInput where something is no address, no digest, or would not be one word anywhere."""
        for value, what in ((self.server, "the server"), (self.package, "the program")):
            if value and not _FETCHED.fullmatch(value):
                raise InvalidInput(f"the address of {what} is none", hint="such as https://privacy.example.com")
        if not self.server:
            raise InvalidInput("the line needs the address of the server", hint="as devices reach it")
        if not re.fullmatch(r"[0-9A-Za-z_-]{4,200}", self.code):
            raise InvalidInput(
                "this is no code to enrol with", hint="make one on the page, or with `bailee fleet code`"
            )
        if self.package and not _SHA256.fullmatch(self.sha256):
            raise InvalidInput(
                "a program that is fetched needs its SHA-256",
                hint="64 letters, as `sha256sum` prints them of the archive",
            )
        if any(ord(each) < 32 for each in self.ca) or len(self.ca) > 500:
            raise InvalidInput("this is no path", hint="of the authority's file on the device")
        return self


def line(manager: str, system: str, wanted: Wanted) -> str:
    """What one pastes. InvalidInput where the manager does not run on that system."""
    if manager not in BY_IDENT:
        raise InvalidInput("there is no such way to install", hint="one of: " + " ".join(BY_IDENT))
    way = BY_IDENT[manager]
    if system not in way.systems:
        raise InvalidInput(f"{way.name} does not install on {system}", hint="it does on " + " and ".join(way.systems))
    told = wanted.checked()
    if system == "Windows":
        script = _powershell(told)
        return _one_powershell_line(script) if way.is_one_line else script
    script = _sh(told)
    return _one_sh_line(script) if way.is_one_line else script


def quoted_sh(text: str) -> str:
    """One word of a POSIX shell."""
    quoted = shlex.quote(text)
    return quoted if quoted.startswith("'") else f"'{quoted}'"


def quoted_powershell(text: str) -> str:
    """A string of PowerShell in which nothing is looked for; curly quotes end one there, too."""
    return "'" + re.sub("(['\u2018\u2019\u201a\u201b])", r"\1\1", text) + "'"


def _one_powershell_line(script: str) -> str:
    """As cmd.exe and agents take it: Base64 has no letter that any of them reads otherwise (about_PowerShell_exe)."""
    encoded = base64.b64encode(script.encode("utf-16-le")).decode()
    return f"powershell.exe -NoProfile -NonInteractive -ExecutionPolicy Bypass -EncodedCommand {encoded}"


def _one_sh_line(script: str) -> str:
    encoded = base64.b64encode(script.encode()).decode()
    return f"/bin/sh -c 'echo {encoded} | base64 -d | /bin/sh'"


def _sh(wanted: Wanted) -> str:
    fetch = ""
    if wanted.package:
        fetch = """work=$(mktemp -d) || exit 13
trap 'rm -rf "$work"' EXIT
if command -v curl >/dev/null 2>&1; then curl -fsSL --retry 3 -o "$work/bailee.tar.gz" "$package" || exit 11
else wget -q -O "$work/bailee.tar.gz" "$package" || exit 11; fi
if command -v sha256sum >/dev/null 2>&1; then digest=$(sha256sum "$work/bailee.tar.gz") || exit 12
else digest=$(shasum -a 256 "$work/bailee.tar.gz") || exit 12; fi
[ "${digest%% *}" = "$sha256" ] || exit 12
mkdir -p "$(dirname "$folder")" && tar -xzf "$work/bailee.tar.gz" -C "$(dirname "$folder")" || exit 13
"""
    return f"""#!/bin/sh
# The bailee agent. Silent; 0 is done, 10 to 15 say what was not.
set -u
server={quoted_sh(wanted.server)}
code={quoted_sh(wanted.code)}
package={quoted_sh(wanted.package)}
sha256={quoted_sh(wanted.sha256.lower())}
ca={quoted_sh(wanted.ca)}
folder=${{BAILEE_FOLDER:-/opt/bailee}}
[ "$(id -u)" -eq 0 ] || exit 10
{fetch}[ -x "$folder/bailee" ] || exit 13
set -- "$server" --code -
[ -z "$ca" ] || set -- "$@" --ca "$ca"
said=$(printf '%s\\n' "$code" | "$folder/bailee" agent enrol "$@" 2>&1) || case $said in
  *"enrolled already"*) ;;
  *) printf '%s\\n' "$said" >&2; exit 14 ;;
esac
"$folder/bailee" agent install >/dev/null || exit 15
"""


def _powershell(wanted: Wanted) -> str:
    fetch = ""
    if wanted.package:
        fetch = """[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
$zip = Join-Path ([IO.Path]::GetTempPath()) ('bailee-' + [Guid]::NewGuid().ToString() + '.zip')
try { Invoke-WebRequest -UseBasicParsing -Uri $package -OutFile $zip } catch { exit 11 }
if ((Get-FileHash -LiteralPath $zip -Algorithm SHA256).Hash -ne $sha256) { Remove-Item -LiteralPath $zip; exit 12 }
try { Expand-Archive -LiteralPath $zip -DestinationPath $env:ProgramFiles -Force } catch { exit 13 } finally { Remove-Item -LiteralPath $zip }
"""
    return f"""# The bailee agent. Silent; 0 is done, 10 to 15 say what was not.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$server = {quoted_powershell(wanted.server)}
$code = {quoted_powershell(wanted.code)}
$package = {quoted_powershell(wanted.package)}
$sha256 = {quoted_powershell(wanted.sha256)}
$ca = {quoted_powershell(wanted.ca)}
$me = New-Object Security.Principal.WindowsPrincipal ([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $me.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {{ exit 10 }}
{fetch}$bailee = Join-Path $env:ProgramFiles 'bailee\\bailee.exe'
if (-not (Test-Path -LiteralPath $bailee)) {{ exit 13 }}
$ErrorActionPreference = 'Continue'
$words = @('agent', 'enrol', $server, '--code', '-')
if ($ca) {{ $words += @('--ca', $ca) }}
$said = $code | & $bailee @words 2>&1 | Out-String
if ($LASTEXITCODE -ne 0 -and $said -notmatch 'enrolled already') {{ Write-Output $said; exit 14 }}
& $bailee agent install | Out-Null
if ($LASTEXITCODE -ne 0) {{ exit 15 }}
exit 0
"""
