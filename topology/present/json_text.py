"""Data as JSON text, safe to print and to embed."""

import json
from typing import Any


def json_text(data: Any) -> str:
    """Indented JSON with a newline at its end.

    ``</`` is written ``<\\/``, which means the same and ends no script element.
    Raises ValueError for numbers that JSON has no word for.
    """
    # Not msgspec's encoder: it refuses subclasses of str, which is what cleaned text is.
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    return text.replace("</", "<\\/") + "\n"
