"""The window as a whole: its panels, who of them is seen, its actions and keys, what it says and asks."""
