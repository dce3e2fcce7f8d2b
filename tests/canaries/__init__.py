"""Canaries: values planted in files of many formats, everything done with them that bailee does, and then everything that it kept, wrote or showed searched for them.

`planting` makes values and files, `driving` does what there is to do, `searching` looks. A small run is a test; the whole is `make canaries`, which writes docs/canaries.md.
"""
