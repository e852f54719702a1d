"""From files to a catalog: reading, formats, validation, references. Never raises for bad input."""
