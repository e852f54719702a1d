"""The format, defined once: what the loader validates with and the JSON Schema is made from."""
