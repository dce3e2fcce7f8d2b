"""Install a release as a stranger would, and run `bailee demo`: wheel and sdist, each by pip alone into an empty environment.

    python update/try_release.py dist               # needs a package index, or PIP_* settings that name one; some minutes
    python update/try_release.py dist --extra names # with an extra

Nothing of the checkout is on the path. It stops at the first command that does not end well.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path


def install_and_run(package: Path, extras: list[str], folder: Path) -> str:
    """What `bailee demo` shows of a package that was installed into an empty environment in the folder."""
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    wanted = f"{package.resolve()}[{','.join(extras)}]" if extras else str(package.resolve())
    pip: list[str | Path] = [
        programs / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        wanted,
    ]
    subprocess.run(pip, check=True, env=clean, cwd=folder)
    subprocess.run([programs / "python", "-m", "pip", "check"], check=True, env=clean, cwd=folder)
    demo: list[str | Path] = [programs / "bailee", "demo"]
    done = subprocess.run(demo, check=True, env=clean, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    subprocess.run(
        [programs / "bailee", "evidence", "verify", "--home", "bailee-demo"], check=True, env=clean, cwd=folder
    )
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description="Install a release by pip alone, and run the demo.")
    parser.add_argument("release", type=Path)
    parser.add_argument("--extra", action="append", default=[])
    told = parser.parse_args()
    packages = sorted([*told.release.glob("*.whl"), *told.release.glob("*.tar.gz")])
    if len(packages) != 2:
        raise SystemExit(f"{told.release} has {len(packages)} packages, and not a wheel and an sdist")
    for package in packages:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="bailee-try-") as place:
            shown = install_and_run(package, told.extra, Path(place))
        if "held" not in shown or "secured" not in shown:
            raise SystemExit(f"{package.name}: the demo showed no table")
        sys.stdout.write(
            f"{package.name}: installed by pip alone, showed its table, in {time.monotonic() - began:.0f} s\n"
        )


if __name__ == "__main__":
    main()
