-- Nothing of the source is held: there is nothing to compare with, and all of the file is new.
INSERT INTO difference
SELECT file_id, NULL, 'new' FROM incoming;
