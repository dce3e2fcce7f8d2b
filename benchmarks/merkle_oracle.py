"""Our tree beside pymerkle's, root by root and proof by proof, for every size up to 128:  make oracle

pymerkle is GPL, so it is no dependency: this script runs in an environment of its own that has nothing else, and reads two modules
of ours that need nothing but Python. It is an oracle and no part of what is shipped.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from pymerkle import InmemoryTree, verify_consistency, verify_inclusion  # type: ignore[import-not-found]  # an oracle that is installed by hand

MOST = 128


def _module(name: str) -> ModuleType:
    path = Path(__file__).parent.parent / "src" / "bailee" / "evidence" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"ours_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main() -> int:
    merkle = _module("merkle")
    tree, leaves, checked, wrong = InmemoryTree(algorithm="sha256"), [], 0, []
    roots: dict[int, bytes] = {}
    for number in range(1, MOST + 1):
        data = f"entry {number}".encode()
        tree.append_entry(data)
        leaves.append(merkle.hash_leaf(data))
        roots[number] = merkle.root(leaves)
        if roots[number] != tree.get_root():
            wrong.append(f"root of {number}")
        levels = merkle.levels(leaves)
        for index in range(number):
            checked += 1
            theirs = tree.prove_inclusion(index + 1, number)
            verify_inclusion(leaves[index], roots[number], theirs)
            ours = [bytes.fromhex(each) if isinstance(each, str) else each for each in theirs.serialize()["path"]]
            if set(merkle.proof_in(levels, index)) - set(ours):
                wrong.append(f"inclusion of {index} in {number}")
        for old in range(1, number + 1):
            checked += 1
            theirs = tree.prove_consistency(old, number)
            verify_consistency(roots[old], roots[number], theirs)
            proof = merkle.consistency_proof(leaves, old)
            if not merkle.extends(old, number, proof, roots[old], roots[number]):
                wrong.append(f"consistency of {old} and {number}")
    print(f"{MOST} roots and {checked:,} proofs beside pymerkle's, {len(wrong)} differ", *wrong[:10], sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
