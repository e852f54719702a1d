"""What changes in who is paged, between two versions of a catalog."""
