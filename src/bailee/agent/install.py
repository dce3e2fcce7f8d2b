"""Have the system run the agent, and take everything away again.

Linux: a systemd unit. macOS: a launchd daemon. Windows: a task of the scheduler, at each start, as SYSTEM. The latter two were
never run by whoever makes bailee; `docs/platforms.md` says so, and so does the agent there.

>>> print(service("Linux", ["/opt/bailee/bailee"]).shown().splitlines()[0])
/etc/systemd/system/bailee-agent.service
"""

from __future__ import annotations

import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from bailee.agent.folder import HOME_VARIABLE, Folder, usual_home
from bailee.agent.line import Line
from bailee.agent.work import own_command
from bailee.errors import Error, InvalidInput, NotAllowed

_UNIT = """[Unit]
Description=bailee agent
After=network-online.target
Wants=network-online.target

[Service]
ExecStart={command} agent run
Environment={variable}={home}
Restart=always
RestartSec=30
Nice=19
IOSchedulingClass=idle
MemoryMax=2G
NoNewPrivileges=true
ProtectSystem=strict
ReadWritePaths={home}
ProtectKernelTunables=true
ProtectControlGroups=true
RestrictSUIDSGID=true
CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_SYS_NICE CAP_SETUID CAP_SETGID CAP_SYS_ADMIN
UMask=0077

[Install]
WantedBy=multi-user.target
"""
_PLIST = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Label</key><string>org.bailee.agent</string>
  <key>ProgramArguments</key><array>{arguments}</array>
  <key>EnvironmentVariables</key><dict><key>{variable}</key><string>{home}</string></dict>
  <key>RunAtLoad</key><true/><key>KeepAlive</key><true/>
  <key>ProcessType</key><string>Background</string><key>LowPriorityIO</key><true/><key>Nice</key><integer>19</integer>
</dict></plist>
"""


@dataclass(frozen=True, slots=True)
class Service:
    """A file to write, and what the system is told after it; where there is no file, only that."""

    path: Path | None
    content: str
    begin: tuple[tuple[str, ...], ...]
    end: tuple[tuple[str, ...], ...]

    def shown(self) -> str:
        file = [str(self.path), self.content.rstrip()] if self.path is not None else []
        return "\n".join([*file, *(f"$ {subprocess.list2cmdline(each)}" for each in self.begin)])


def service(system: str = "", command: list[str] | None = None, home: Path | None = None) -> Service:
    """How this system runs a service. InvalidInput for one of which nobody here knows."""
    system, command, home = system or platform.system(), command or own_command(), home or usual_home()
    if system == "Linux":
        unit = "bailee-agent.service"
        content = _UNIT.format(command=" ".join(command), home=home, variable=HOME_VARIABLE)
        return Service(
            Path("/etc/systemd/system") / unit,
            content,
            (("systemctl", "daemon-reload"), ("systemctl", "enable", "--now", unit)),
            (("systemctl", "disable", "--now", unit), ("systemctl", "daemon-reload")),
        )
    if system == "Darwin":
        path = Path("/Library/LaunchDaemons/org.bailee.agent.plist")
        arguments = "".join(f"<string>{escape(each)}</string>" for each in (*command, "agent", "run"))
        return Service(
            path,
            _PLIST.format(arguments=arguments, home=escape(str(home)), variable=HOME_VARIABLE),
            (("launchctl", "bootstrap", "system", str(path)),),
            (("launchctl", "bootout", "system/org.bailee.agent"),),
        )
    if system == "Windows":
        runs = subprocess.list2cmdline([*command, "agent", "run"])
        return Service(
            None,
            "",
            (
                ("schtasks", "/Create", "/F", "/TN", "bailee agent", "/SC", "ONSTART", "/RU", "SYSTEM", "/TR", runs),
                ("schtasks", "/Run", "/TN", "bailee agent"),
            ),
            (("schtasks", "/End", "/TN", "bailee agent"), ("schtasks", "/Delete", "/F", "/TN", "bailee agent")),
        )
    raise InvalidInput(f"nobody here knows how {system} runs a service", hint="have it run `bailee agent run`")


def install(root: Path = Path("/")) -> list[str]:
    """Write the file of the service, and start it; what was done, in lines. NotAllowed without the right to it."""
    made, done = service(), []
    if made.path is not None:
        path = root / made.path.relative_to("/")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made.content, "utf-8")
        except OSError:
            raise NotAllowed(f"{path} cannot be written", hint="run this as administrator") from None
        done.append(f"wrote {path}")
    if root == Path("/"):
        done += [_told(each) for each in made.begin]
    return done


def uninstall(folder: Folder, root: Path = Path("/")) -> list[str]:
    """Stop the service, say goodbye, remove what the agent made; what was done, in lines."""
    made, done = service(), []
    if root == Path("/"):
        done += [_told(each) for each in made.end]
    if made.path is not None and (path := root / made.path.relative_to("/")).exists():
        try:
            path.unlink()
        except OSError:
            raise NotAllowed(f"{path} cannot be removed", hint="run this as administrator") from None
        done.append(f"removed {path}")
    try:
        with Line(folder, folder.enrolment()) as line:
            line.ask("goodbye", {})
        done.append("said goodbye to the server")
    except Error as error:
        done.append(f"the server was not told: {error}")
    left = folder.remove()
    done.append(
        f"removed {folder.path}" if not left else f"left in {folder.path}, for it is none of ours: {', '.join(left)}"
    )
    return done


def _told(command: tuple[str, ...]) -> str:
    try:
        code = subprocess.run(command, capture_output=True, timeout=60, check=False).returncode
        said = f"answered {code}" if code else "done"
    except (OSError, subprocess.TimeoutExpired):
        said = "it did not answer, or is not here"
    return f"{subprocess.list2cmdline(command)}: {said}"
