"""The formulas of the operations as SVG; `render` makes them anew."""
