"""The words of the field as frozen values. Imports nothing above it."""
