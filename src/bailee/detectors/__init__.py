"""Detectors: one module a kind of value; `detect` finds them all in a text, `catalogue` lists them."""

from bailee.detectors.engine import detect
from bailee.detectors.forms import mask, normal_forms
from bailee.detectors.listing import catalogue

__all__ = ["catalogue", "detect", "mask", "normal_forms"]
