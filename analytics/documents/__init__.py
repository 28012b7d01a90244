"""Files made for people: error files, templates."""
