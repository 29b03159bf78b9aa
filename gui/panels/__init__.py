"""The panels of the window, one file each. A panel knows neither another panel nor the session."""
