"""What the frozen program starts with: `bailee`, and the processes that it starts of itself to read files in.

A process of ours is begun as `python -m bailee.… WORDS` or `python -c …`; frozen there is no other Python than this program.
"""

import multiprocessing
import runpy
import sys

OWN_TRIAL = "from bailee.detectors.custom import try_from_stdin; try_from_stdin()"

if __name__ == "__main__":
    multiprocessing.freeze_support()  # a worker is this program once more
    if sys.argv[1:2] == ["-m"] and sys.argv[2:3] and sys.argv[2].startswith("bailee."):
        module = sys.argv[2]
        sys.argv = [module, *sys.argv[3:]]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    elif sys.argv[1:] == ["-c", OWN_TRIAL]:
        from bailee.detectors.custom import try_from_stdin

        try_from_stdin()
    else:
        from bailee.cli.main import main

        main()
