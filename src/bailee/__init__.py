"""What personal data a business holds, whether people were told, whether it is secured.

>>> import bailee
>>> bailee.redact("Call Jane on 212-555-0142, SSN 512-44-7313", "mask", patterns_only=True)[-11:]
'•••-••-7313'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bailee.calls import Answer as Answer
    from bailee.calls import Found as Found
    from bailee.calls import detect as detect
    from bailee.calls import detect_stream as detect_stream
    from bailee.calls import redact as redact

__version__ = "0.1.0"
__all__ = ["Answer", "Found", "__version__", "detect", "detect_stream", "redact"]


def __getattr__(name: str) -> Any:
    """The calls, loaded when they are first used: `bailee --version` loads no detector."""
    if name in __all__:
        from bailee import calls

        return getattr(calls, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
