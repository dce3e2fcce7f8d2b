"""Names of the packages that the project and the given extras need, with their own extras and without versions: the lock file pins those.

python update/requirement_names.py ocr media
"""

import re
import sys
import tomllib
from pathlib import Path


def names(extras: list[str]) -> list[str]:
    """Distribution names of the build system, the base and the extras, in the order of pyproject.toml."""
    with (Path(__file__).parent.parent / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)
    requirements = declared["build-system"]["requires"] + declared["project"]["dependencies"] + ["editables"]
    for extra in extras:
        requirements += declared["project"]["optional-dependencies"][extra]
    return [re.split(r"[<>=!~; ]", requirement, maxsplit=1)[0] for requirement in requirements]


if __name__ == "__main__":
    print(" ".join(names(sys.argv[1:])))
