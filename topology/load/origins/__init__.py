"""What other files already know about an organisation: who starts after whom, who owns which folder."""
