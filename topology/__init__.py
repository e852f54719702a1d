"""Topology: this is broken, who should answer?"""

__version__ = "0.1.0"
