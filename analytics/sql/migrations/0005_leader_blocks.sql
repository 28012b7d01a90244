-- A leader's own unit is parted by itself: `scope` says whose groups they are. Those shown to readers
-- of everything have the scope ''.
ALTER TABLE disclosure_block ADD COLUMN scope VARCHAR DEFAULT '';
