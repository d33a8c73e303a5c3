// The tables of sketches, a forward migration of sqlite-schema.ts.

/** Adds the sketches; what is stored already is queued, to be sketched in small steps after opening. */
export const sketchTables = `
-- The sketch of each revision (compare/sketch.ts), one row a hash: a lookup reads the revisions that share one.
-- No foreign key: rows are removed with their revision by sqlite-sketches.ts, which knows their hashes from its text.
CREATE TABLE sketch_hashes (
  hash INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (hash, revision)
) STRICT, WITHOUT ROWID;

-- Revisions still without a sketch. A new rule of sketching empties the table above and fills this one.
CREATE TABLE revisions_to_sketch (
  revision INTEGER PRIMARY KEY REFERENCES revisions (number) ON DELETE CASCADE
) STRICT;
INSERT INTO revisions_to_sketch SELECT number FROM revisions;
`;
