"""The view that compares two versions of the catalog."""
