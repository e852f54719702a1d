"""The registry of commands, a file for each place that has keys of its own."""
