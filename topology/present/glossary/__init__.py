"""The words of the field, each explained once: for the app, the command line and the documents."""

from topology.present.glossary.lookup import find, matching, near, words
from topology.present.glossary.word import GROUPS, Word

__all__ = ["GROUPS", "Word", "find", "matching", "near", "words"]
