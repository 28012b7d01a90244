"""How well findings about short-term absence hold where the truth is known."""
