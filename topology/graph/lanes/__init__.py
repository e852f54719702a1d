"""The graph as a drawing: a lane for each team, a column for each step of dependency, lines between."""
