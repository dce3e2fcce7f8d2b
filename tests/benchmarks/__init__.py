"""Of the benchmarks: what they count, and that they can be run."""
