// What is left of pruned items of feeds, as one forward migration. Never edit it once released.

/** Counts of items that were forgotten, so that the counts of a feed stay those of all it ever had. */
export const pruneColumns = `
ALTER TABLE feeds ADD COLUMN pruned_added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN pruned_same INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN pruned_undated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN pruned_rejected INTEGER NOT NULL DEFAULT 0;
`;
