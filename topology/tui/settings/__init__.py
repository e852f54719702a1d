"""What somebody at the terminal has chosen for themselves: looks, keys, habits."""
