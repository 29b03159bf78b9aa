"""How Qt is used safely: overrides that may raise, work that has to wait, widgets that are taken down."""
