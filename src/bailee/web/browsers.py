"""Browsers by what they call themselves, for the list of one's sessions."""

from __future__ import annotations


def browser(agent: str) -> str:
    """What a browser calls itself, as a person would.

    >>> browser("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/129.0.0.0 Safari/537.36 Edg/129.0")
    'Edge on Windows'
    >>> browser("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
    'Firefox on Linux'
    >>> browser("curl/8.1")
    'curl'
    """
    programs = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {
        "Windows": "Windows",
        "iPhone": "iPhone",
        "iPad": "iPad",
        "Mac OS": "macOS",
        "Android": "Android",
        "Linux": "Linux",
    }
    program = next((name for sign, name in programs.items() if sign in agent), agent.split("/")[0][:40] or "A program")
    system = next((name for sign, name in systems.items() if sign in agent), "")
    return f"{program} on {system}" if system else program
