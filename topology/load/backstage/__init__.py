"""Backstage catalogs, read in place."""
