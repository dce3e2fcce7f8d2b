"""Who was told what, when, how, which version; and the bundle that proves it."""
