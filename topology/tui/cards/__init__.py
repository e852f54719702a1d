"""What is worth knowing about one entity, as lines; one module for each kind of entity."""
