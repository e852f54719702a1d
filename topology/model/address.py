"""Addresses of pages: which of them may ever be opened, and how one is handed on."""

import re

WEB = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@\\]+(?:[/?#]\S*)?$"

_STANDS_FOR = re.compile("[\u2400-\u2426\ufffd]")
"""What cleaning puts in the place of something that may not be shown."""

_MEANS = re.compile(r"""["$'<>\\^`{|}]""")
"""What belongs in no address, or would mean something to a shell that hands it on."""


def is_web(url: str) -> bool:
    """Whether an address may be opened: http or https, no user name before the host, nothing hidden in it."""
    return bool(re.fullmatch(WEB, url)) and url.isprintable() and not _STANDS_FOR.search(url)


def handed_on(url: str) -> str:
    """The same address for another program: what means something to a shell is written in percent."""
    return _MEANS.sub(lambda match: f"%{ord(match[0]):02X}", url)
