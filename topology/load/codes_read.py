"""The problems of reading: T0xx for files, T1xx for the YAML in them. One table."""

from msgspec import Struct

from topology.load.tree import Source
from topology.model.place import Place
from topology.model.problem import Problem, Severity


class Code(Struct, frozen=True, gc=False):
    """A problem's code, its rule in words, how bad it is, and what it is about."""

    code: str
    rule: str
    severity: Severity
    about: str


_TABLE = (
    Code("T001", "unreadable-file", "error", "A file that the system does not let us open or read."),
    Code(
        "T002",
        "not-a-regular-file",
        "error",
        "A pipe, socket or device where a file should be. It is not opened: reading one may never end.",
    ),
    Code(
        "T003",
        "outside-root",
        "error",
        "A link or a path that leaves the folder that was given. It is not followed.",
    ),
    Code("T004", "file-too-large", "error", "A file above the limit `fileBytes`. It is not read."),
    Code(
        "T005",
        "encoding",
        "error",
        "Text that is not UTF-8, nor UTF-16 with a byte order mark. Characters that cannot be decoded are"
        " shown as U+FFFD; a file with NUL bytes is not read.",
    ),
    Code("T006", "missing-path", "error", "A path that was given and does not exist."),
    Code("T007", "broken-link", "error", "A link whose target does not exist, or that leads back to itself."),
    Code(
        "T008",
        "editor-lock-file",
        "warning",
        "An editor's lock file: somebody has unsaved changes. It is not read.",
    ),
    Code("T009", "unreadable-folder", "error", "A folder that the system does not let us list."),
    Code(
        "T010",
        "odd-file-name",
        "warning",
        "A file name that is not UTF-8 or holds control characters. The file is read, its name cleaned.",
    ),
    Code(
        "T011",
        "too-many-files",
        "error",
        "More files or bytes than the limits `files` and `totalBytes` allow.",
    ),
    Code("T012", "file-changed", "error", "A file that changed each time while it was read."),
    Code(
        "T013",
        "folder-named-like-file",
        "warning",
        "A folder with the name of a YAML file. Files in it are read.",
    ),
    Code(
        "T014",
        "control-character",
        "error",
        "A raw control character in the text. It is kept, and shown as a picture.",
    ),
    Code("T015", "slow-yaml", "info", "PyYAML was built without libyaml: reading is ten times slower."),
    Code(
        "T101",
        "yaml-syntax",
        "error",
        "Text that is not YAML. The document that holds it is not read, the others of its file are.",
    ),
    Code("T102", "duplicate-key", "error", "A key that stands twice in one map. The first one counts."),
    Code(
        "T103",
        "limit",
        "error",
        "More than the limits allow: `depth`, `keyChars` stop a document; `nodes`, `aliases`, `expanded`,"
        " `documents` stop a file.",
    ),
    Code(
        "T104",
        "tag",
        "error",
        "An explicit type (`!x`) other than !!str, !!map, !!seq. Tags are never acted on; the value is read"
        " as if it had none.",
    ),
    Code(
        "T105",
        "alias",
        "error",
        "An alias (`*x`) without an anchor before it, or inside its own anchor. It is read as nothing.",
    ),
    Code("T106", "merge-key", "error", "A merge key (`<<`) whose value is neither a map nor a list of maps."),
    Code("T107", "merge-conflict", "error", "The markers of a git merge conflict."),
    Code(
        "T108",
        "template-skeleton",
        "error",
        "A template that was never filled in (`{{ … }}`, `{% … %}`). Its document is not read.",
    ),
    Code(
        "T109",
        "missing-document-start",
        "error",
        "Two documents without `---` between them. Where both can be told apart, both are read.",
    ),
    Code("T110", "tab-indent", "error", "A tab in the indentation, which YAML does not allow."),
    Code("T111", "key-not-text", "error", "A map or a list as a key. Its document is not read."),
    Code("T112", "long-text", "info", "Texts above the limit `scalarChars`. They are kept."),
    Code("T113", "more-problems", "error", "More problems in one document than are worth listing."),
    Code(
        "T114",
        "line-separator",
        "info",
        "A character (U+0085, U+2028, U+2029) that some YAML tools take for a line break and editors do not."
        " It is read as text.",
    ),
    Code(
        "T115",
        "hash-comment",
        "info",
        "A value that is empty because `#` after a space begins a comment: quotes keep it.",
    ),
)

CODES: dict[str, Code] = {row.code: row for row in _TABLE}
"""Every code that reading may report, by code."""


def file_problem(
    code: str, file: str, message: str, severity: Severity | None = None, line: int = 1
) -> Problem:
    """A problem of a whole file or folder, at its first line unless ``line`` says better; no excerpt."""
    row = CODES[code]
    return Problem(
        code=code,
        rule=row.rule,
        severity=severity or row.severity,
        place=Place(file, line, 1),
        message=message,
    )


def problem_at(
    source: Source,
    line: int,
    column: int,
    code: str,
    message: str,
    width: int = 1,
    severity: Severity | None = None,
) -> Problem:
    """A problem at a place of ``source``, with its line as excerpt and ``width`` characters underlined."""
    row = CODES[code]
    place = source.place(line, column)
    excerpt = source.line(place.line, place.column, width)
    return Problem(
        code=code,
        rule=row.rule,
        severity=severity or row.severity,
        place=place,
        message=message,
        excerpt=excerpt,
        width=max(1, min(width, len(excerpt) + 1 - place.column)),
    )
