"""The trained network as an ONNX file, in whole numbers of eight bits."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from model import FREE, Names


class Exported(nn.Module):
    """The network as it is asked at run time: pieces and bits of traits in, probabilities out."""

    def __init__(self, model: Names) -> None:
        super().__init__()
        self.model = model
        words = model.words.weight.detach().clone()
        words[1:FREE] += model.free.weight.detach()[1:FREE]
        words += model.free.weight.detach()[FREE] * (torch.arange(len(words)) >= FREE)[:, None]
        words[0] += model.free.weight.detach()[FREE]
        self.words = nn.Embedding.from_pretrained(words)

    def forward(self, pieces: Tensor, traits: Tensor) -> Tensor:
        model = self.model
        length = pieces.shape[1]
        x = model.norm(self.words(pieces) + model.places.weight[:length] + model.traits(traits))
        mask = (pieces == 0)[:, None, None, :].float() * -10000.0
        for layer in model.layers:
            scores = _heads(layer.query(x)) @ _heads(layer.key(x)).transpose(2, 3) / 32**0.5 + mask
            seen = (scores.softmax(-1) @ _heads(layer.value(x))).transpose(1, 2).flatten(2)
            x = layer.norm(x + layer.out(seen))
            x = layer.last(x + layer.narrow(functional.gelu(layer.wide(x))))
        return model.head(x).softmax(-1)


def _heads(x: Tensor) -> Tensor:
    return x.reshape(x.shape[0], x.shape[1], 12, 32).transpose(1, 2)


def write(model: Names, path: Path) -> None:
    """Export, join what runs faster joined, and quantise."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    with tempfile.TemporaryDirectory() as folder:
        whole, joined = Path(folder) / "whole.onnx", Path(folder) / "joined.onnx"
        example = (torch.ones(2, 16, dtype=torch.int64), torch.zeros(2, 16, 16))
        torch.onnx.export(
            Exported(model).eval(), example, str(whole), input_names=["pieces", "traits"], output_names=["labels"],
            dynamic_axes={"pieces": {0: "batch", 1: "length"}, "traits": {0: "batch", 1: "length"}, "labels": {0: "batch", 1: "length"}},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        options = optimizer.FusionOptions("bert")
        options.enable_embed_layer_norm = False
        better = optimizer.optimize_model(
            str(whole), "bert", num_heads=12, hidden_size=384, optimization_options=options
        )
        better.save_model_to_file(str(joined))
        print(better.get_fused_operator_statistics(), file=sys.stderr)
        quantize_dynamic(
            str(joined),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=False,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
