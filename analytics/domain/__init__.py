"""Value objects of the field; standard library only."""
