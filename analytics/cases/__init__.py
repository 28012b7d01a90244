"""One person's case: what was done, what is known, what is missing, and who must say yes."""
