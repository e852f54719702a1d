"""The command line: arguments in, the engine's answers out."""
