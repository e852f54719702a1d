"""Results as text, JSON, Markdown and graphs: pure functions from values, nothing else."""
