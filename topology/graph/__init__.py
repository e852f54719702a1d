"""The shape of an organisation: who needs what, who owns it, where boundaries run. Imports model only."""
