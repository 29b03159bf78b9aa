"""How everything looks: theme, colours, style sheet, fonts and marks."""
