"""What our signs are where only ASCII can be shown. Imported when it is: nobody else waits for it."""

from topology.graph.lanes.canvas import ASCII_LINES
from topology.tui import signs

_ASCII = {
    **ASCII_LINES,
    signs.OK: "o", signs.AT_RISK: "~", signs.DEGRADED: "!", signs.DOWN: "X", signs.UNKNOWN: ".",
    signs.MARK: "+", signs.OPENED: "v", signs.CLOSED: ">", signs.LINK: "^",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "›": ">", "‹": "<", "×": "x", "–": "-", "\ufffd": "?",
    "✓": "v", "✗": "x",
    signs.WHOLE: "#", signs.WITHIN: ":", signs.OVERRIDDEN: "%", signs.CLOCKS: "^", signs.AGAIN: "@",
    **dict.fromkeys("┃▎▊▋▍▏▕", "|"), **dict.fromkeys("━▔▀", "-"), **dict.fromkeys("▁▂▄", "_"),
    **dict.fromkeys("┌┐└┘", "+"),
}  # fmt: skip

ASCII = str.maketrans(_ASCII)
"""Every sign of ours as one ASCII character, for ``str.translate``."""
