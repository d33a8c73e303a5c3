// How articles are written to PostgreSQL: what is put together goes in few statements, however many articles it is.
import { type Kysely, type RawBuilder, sql } from "kysely";
import { isSameArticle } from "../../compare/changes.js";
import { sketchOf } from "../../compare/sketch.js";
import type { Article } from "../../model/article.js";
import { unknownArticle } from "../../model/errors.js";
import { sourceKey } from "../../model/outlets.js";
import { instantMs } from "../../model/time.js";
import type { NewRevision, PutResult } from "../ports.js";
import type { RecordTables } from "../records/tables.js";
import { makePassageId, visibleFrom } from "../revision-rules.js";
import { type ArticleRow, dayWords, NEVER, orderKey, readArticle } from "../rows.js";
import { ARTICLE_COLUMNS } from "./columns.js";
import { writeVector } from "./neighbors.js";
import { passageWords, typedFields } from "./words.js";

type Tables = Kysely<RecordTables>;

/** Lets one transaction at a time write each article, in one order, so that none waits for another in a circle; ids have 48 bits. */
export async function lockArticles(tables: Tables, articleIds: readonly string[]): Promise<void> {
  const keys = [...new Set(articleIds)].sort().map((articleId) => BigInt(`0x${articleId}`).toString());
  await sql`SELECT pg_advisory_xact_lock(key) FROM unnest(${keys}::bigint[]) AS k (key)`.execute(tables);
}

/** Reads the newest revision of each article, with the number of the article; unknown ones are left out. */
export async function findNewest(
  tables: Tables,
  articleIds: readonly string[],
): Promise<Map<string, Stored>> {
  const { rows } = await sql<ArticleRow & { number: number }>`SELECT a.number, ${ARTICLE_COLUMNS}
    FROM articles a JOIN revisions r ON r.article_id = a.article_id AND r.revision = a.revision
    WHERE a.article_id = ANY(${[...new Set(articleIds)]}::text[])`.execute(tables);
  return new Map(
    rows.map(({ number, ...row }) => [row.articleId, { number, article: readArticle(row) }] as const),
  );
}

interface Stored {
  readonly number: number;
  readonly article: Article;
}

/** Puts revisions in order, those of different articles together; their articles are locked. */
export async function putRevisions(tables: Tables, revisions: readonly NewRevision[]): Promise<PutResult[]> {
  const results: PutResult[] = [];
  const added: Counted[] = [];
  for (const group of ofDifferentArticles(revisions)) {
    const put = await putGroup(tables, group);
    results.push(...put.results);
    added.push(...put.added);
  }
  await addTerms(tables, added);
  await count(tables, added);
  return results;
}

/** Parts a list where an article comes again: its second revision needs to find the first. */
function ofDifferentArticles(revisions: readonly NewRevision[]): NewRevision[][] {
  const groups: NewRevision[][] = [];
  const seen = new Set<string>();
  for (const revision of revisions) {
    const { articleId } = revision.article;
    if (groups.length === 0 || seen.has(articleId)) {
      groups.push([]);
      seen.clear();
    }
    seen.add(articleId);
    groups.at(-1)?.push(revision);
  }
  return groups;
}

interface PutGroup {
  readonly results: readonly PutResult[];
  readonly added: readonly Counted[];
}

async function putGroup(tables: Tables, group: readonly NewRevision[]): Promise<PutGroup> {
  const newest = await findNewest(
    tables,
    group.map(({ article }) => article.articleId),
  );
  const changed = group.flatMap(({ article, passages, embeddings }): Pending[] => {
    const known = newest.get(article.articleId);
    if (known !== undefined && isSameArticle(known.article, article)) return [];
    const next: Article = { ...article, revision: (known?.article.revision ?? 0) + 1 };
    return [{ article: next, known: known?.number ?? null, passages, embeddings }];
  });
  const written = new Map<string, Written>();
  if (changed.length > 0)
    for (const one of await writeChanged(tables, changed)) written.set(one.result.article.articleId, one);
  const results = group.map(({ article: { articleId } }): PutResult => {
    const known = newest.get(articleId)?.article;
    const put = written.get(articleId)?.result;
    if (put !== undefined) return put;
    if (known === undefined) throw new TypeError("an article that is neither known nor written");
    return { outcome: "unchanged", article: known, passageIds: [] };
  });
  return { results, added: [...written.values()].map(({ counted }) => counted) };
}

/** A revision to be written, numbered. */
interface Pending extends Pick<NewRevision, "passages" | "embeddings"> {
  readonly article: Article;
  /** Number of its article; null if it is new. */
  readonly known: number | null;
}

interface Written {
  readonly result: PutResult;
  readonly counted: Counted;
}

async function writeChanged(tables: Tables, changed: readonly Pending[]): Promise<Written[]> {
  const numbers = await writeHeadings(tables, changed);
  const scopes: ScopeColumns[] = [];
  for (const { article, known } of changed) scopes.push(await writeScope(tables, article, known));
  const revisions = await writeRevisions(tables, changed, numbers, scopes);
  const laidOut = changed.map((one, n) =>
    layOut(one, revisions.get(one.article.articleId) ?? 0, scopes[n] as ScopeColumns),
  );
  await writePassages(
    tables,
    laidOut.flatMap(({ rows }) => rows),
  );
  return laidOut.map(({ result, counted }) => ({ result, counted }));
}

/** Writes the headings of articles and returns the numbers of these, in order; new ones are numbered as they come. */
async function writeHeadings(tables: Tables, changed: readonly Pending[]): Promise<number[]> {
  const isNew = changed.filter(({ known }) => known === null).length;
  const { rows: given } = await sql<{
    number: number;
  }>`SELECT nextval(pg_get_serial_sequence('articles', 'number')) AS number
    FROM generate_series(1, ${isNew}::int)`.execute(tables);
  const free = given.map(({ number }) => number).sort((one, other) => one - other);
  const numbers = changed.map(({ known }) => known ?? (free.shift() as number));
  const of = (field: "articleId" | "title" | "source" | "publishedAt") =>
    changed.map(({ article }) => article[field]);
  const headings = unnested([
    ["number", "bigint", numbers],
    ["article_id", "text", of("articleId")],
    ["revision", "integer", changed.map(({ article }) => article.revision)],
    ["title", "text", of("title")],
    ["source", "text", of("source")],
    ["source_key", "text", changed.map(({ article: { source } }) => source && sourceKey(source))],
    ["published_at", "text", of("publishedAt")],
    ["order_key", "bigint", changed.map(({ article }, n) => orderKey(article.publishedAt, numbers[n] ?? 0))],
    ["words", "text", changed.map(({ article }) => headingWords(article))],
  ]);
  await sql`INSERT INTO articles SELECT number, article_id, revision, title, source, source_key, published_at, order_key,
      words::tsvector FROM ${headings}
    ON CONFLICT (number) DO UPDATE SET revision = excluded.revision, title = excluded.title, source = excluded.source,
    source_key = excluded.source_key, published_at = excluded.published_at, order_key = excluded.order_key,
    words = excluded.words`.execute(tables);
  return numbers;
}

function headingWords({ title, source, publishedAt }: Article): string {
  return typedFields([title, source ?? "", dayWords(publishedAt)]);
}

/** Rows of a statement, a column at a time: name, type, values. Unlike JSON, it takes any text that the driver can send. */
function unnested(columns: readonly (readonly [string, string, readonly unknown[]])[]): RawBuilder<unknown> {
  const values = columns.map(([, type, all]) => sql`${all}::${sql.raw(type)}[]`);
  const names = columns.map(([name]) => sql.id(name));
  return sql`unnest(${sql.join(values)}) WITH ORDINALITY AS g (${sql.join(names)}, at)`;
}

/** The columns that the scope of a question is compared with. */
interface ScopeColumns {
  readonly from: number;
  readonly publishedMs: number | null;
  readonly sourceKey: string | null;
}

/** Reckons when a revision becomes visible; those before it, if its article is known, end then. */
async function writeScope(tables: Tables, article: Article, known: number | null): Promise<ScopeColumns> {
  const { source, publishedAt } = article;
  const from = known === null ? visibleFrom(article, null) : await endEarlier(tables, article, known);
  return {
    from,
    publishedMs: publishedAt === null ? null : instantMs(publishedAt),
    sourceKey: source === null ? null : sourceKey(source),
  };
}

async function endEarlier(tables: Tables, article: Article, known: number): Promise<number> {
  const { rows } = await sql<{ from: number }>`SELECT visible_from AS from FROM revisions
    WHERE article = ${known}::bigint ORDER BY revision DESC LIMIT 1`.execute(tables);
  const from = visibleFrom(article, rows[0]?.from ?? null);
  const { rows: ended } = await sql<{ number: number }>`UPDATE revisions SET visible_to = ${from}::bigint
    WHERE article = ${known}::bigint AND visible_to > ${from}::bigint RETURNING number`.execute(tables);
  const numbers = ended.map(({ number }) => number);
  await sql`UPDATE vectors SET visible_to = ${from}::bigint FROM passages p
    WHERE p.number = passage AND p.revision = ANY(${numbers}::bigint[])`.execute(tables);
  await sql`UPDATE passages SET visible_to = ${from}::bigint
    WHERE revision = ANY(${numbers}::bigint[])`.execute(tables);
  return from;
}

/** Writes revisions with their sketches, and returns their numbers by article. */
async function writeRevisions(
  tables: Tables,
  changed: readonly Pending[],
  numbers: readonly number[],
  scopes: readonly ScopeColumns[],
): Promise<Map<string, number>> {
  const of = <T>(read: (article: Article) => T) => changed.map(({ article }) => read(article));
  const columns: readonly (readonly [string, string, readonly unknown[]])[] = [
    ["article", "bigint", numbers],
    ["article_id", "text", of(({ articleId }) => articleId)],
    ["revision", "integer", of(({ revision }) => revision)],
    ["url", "text", of(({ url }) => url)],
    ["title", "text", of(({ title }) => title)],
    ["deck", "text", of(({ deck }) => deck)],
    ["text", "text", of(({ text }) => text)],
    ["source", "text", of(({ source }) => source)],
    ["agency", "text", of(({ agency }) => agency)],
    ["author", "text", of(({ author }) => author)],
    ["language", "text", of(({ language }) => language)],
    ["published_at", "text", of(({ publishedAt }) => publishedAt)],
    ["updated_at", "text", of(({ updatedAt }) => updatedAt)],
    ["fetched_at", "text", of(({ fetchedAt }) => fetchedAt)],
    ["dates", "text", of(({ dates }) => JSON.stringify(dates))],
    ["sample", "integer", of(({ sample }) => (sample ? 1 : 0))],
    ["visible_from", "bigint", scopes.map(({ from }) => from)],
    ["visible_to", "bigint", scopes.map(() => NEVER)],
    ["published_ms", "bigint", scopes.map(({ publishedMs }) => publishedMs)],
    ["source_key", "text", scopes.map(({ sourceKey }) => sourceKey)],
  ];
  const names = sql.join(columns.map(([name]) => sql.id(name)));
  const sketches = of(({ text }) => `{${sketchOf(text).join(",")}}`);
  const { rows } = await sql<{ number: number; articleId: string }>`WITH given AS (
      SELECT * FROM ${unnested([...columns, ["sketch", "text", sketches]])}
    ), written AS (
      INSERT INTO revisions (${names}) SELECT ${names} FROM given ORDER BY at RETURNING number, article_id
    ), sketched AS (
      INSERT INTO sketch_hashes SELECT unnest(g.sketch::bigint[]), w.number FROM written w JOIN given g USING (article_id)
    ) SELECT number, article_id AS "articleId" FROM written`.execute(tables);
  return new Map(rows.map(({ number, articleId }) => [articleId, number]));
}

/** Lays out the passages of a written revision as rows, and what putting it comes to. */
function layOut(
  { article, known, passages, embeddings }: Pending,
  revision: number,
  { from, publishedMs, sourceKey }: ScopeColumns,
): Written & { readonly rows: readonly object[] } {
  const passageIds = passages.map(({ ordinal }) =>
    makePassageId(article.articleId, article.revision, ordinal),
  );
  const words = passages.map(({ text }) => passageWords(article.title, text));
  const rows = passages.map((passage, n) => ({
    ...{
      passage_id: passageIds[n],
      revision,
      ordinal: passage.ordinal,
      start: passage.start,
      end: passage.end,
    },
    ...{ token_count: passage.tokenCount, words: words[n]?.vector, word_count: words[n]?.count },
    sentences: passage.sentences.flatMap(({ start, end }) => [start, end]),
    embedding: embeddings === null ? null : writeVector(embeddings[n] ?? new Float32Array(0)),
    ...{ visible_from: from, published_ms: publishedMs, source_key: sourceKey },
  }));
  const counted = {
    ...{ articles: known === null ? 1 : 0, revisions: 1, passages: passages.length },
    stems: words.flatMap(({ stems }) => stems),
    embeddings: embeddings === null ? 0 : passages.length,
    words: words.reduce((sum, { count }) => sum + count, 0),
    arrived: revision,
  };
  return { result: { outcome: known === null ? "added" : "revised", article, passageIds }, counted, rows };
}

/** Writes passages with their vectors; `rows` have the columns of passages, and `embedding` as text or null. */
async function writePassages(tables: Tables, rows: readonly object[]): Promise<void> {
  await sql`WITH given AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::json) AS g (passage_id text, revision bigint, ordinal integer,
        "start" integer, "end" integer, token_count integer, sentences integer[], words tsvector, word_count integer,
        embedding text, visible_from bigint, published_ms bigint, source_key text)
    ), written AS (
      INSERT INTO passages (passage_id, revision, ordinal, "start", "end", token_count, sentences, embedded, words, word_count,
        visible_from, visible_to, published_ms, source_key)
      SELECT passage_id, revision, ordinal, "start", "end", token_count, sentences, embedding IS NOT NULL, words, word_count,
        visible_from, ${NEVER}::bigint, published_ms, source_key
      FROM given ORDER BY revision, ordinal RETURNING number, passage_id
    )
    INSERT INTO vectors (passage, embedding, is_first, visible_from, visible_to, published_ms, source_key)
    SELECT w.number, g.embedding::vector, g.ordinal = 0, g.visible_from, ${NEVER}::bigint, g.published_ms, g.source_key
    FROM written w JOIN given g USING (passage_id) WHERE g.embedding IS NOT NULL ORDER BY w.number`.execute(
    tables,
  );
}

interface Counted {
  readonly articles: number;
  readonly revisions: number;
  readonly passages: number;
  readonly embeddings: number;
  readonly words: number;
  readonly stems: readonly string[];
  /** Number of the revision that arrived; null if none did. */
  readonly arrived: number | null;
}

/** In one order, so that two transactions with the same new words wait for each other in no circle. */
async function addTerms(tables: Tables, added: readonly Counted[]): Promise<void> {
  const stems = [...new Set(added.flatMap((one) => one.stems))].sort();
  await sql`INSERT INTO terms SELECT term FROM unnest(${stems}::text[]) AS s (term)
    WHERE NOT EXISTS (SELECT FROM terms t WHERE t.term = s.term) ON CONFLICT DO NOTHING`.execute(tables);
}

/** Adds to the totals, last in its transaction: from here to the commit others wait, so that arrivals are numbered as committed. */
async function count(tables: Tables, added: readonly Counted[]): Promise<void> {
  if (added.length === 0) return;
  const sum = (field: Exclude<keyof Counted, "stems" | "arrived">) =>
    added.reduce((all, one) => all + one[field], 0);
  const arrived = added.flatMap((one) => one.arrived ?? []);
  await sql`WITH counted AS (
      UPDATE totals SET arrivals = arrivals + ${arrived.length}::int, articles = articles + ${sum("articles")}::int,
        revisions = revisions + ${sum("revisions")}::int, passages = passages + ${sum("passages")}::int,
        embeddings = embeddings + ${sum("embeddings")}::int, words = words + ${sum("words")}::int
      RETURNING arrivals
    )
    INSERT INTO arrivals SELECT c.arrivals - ${arrived.length}::int + a.at, a.revision
    FROM counted c, unnest(${arrived}::bigint[]) WITH ORDINALITY AS a (revision, at)`.execute(tables);
}

export async function removeArticle(tables: Tables, articleId: string): Promise<string[]> {
  const { rows: revisions } = await sql<{ number: number; text: string }>`
    SELECT number, text FROM revisions WHERE article_id = ${articleId}`.execute(tables);
  if (revisions.length === 0) throw unknownArticle(articleId);
  const { rows: passages } = await sql<{ passageId: string; embedded: boolean; words: number }>`
    SELECT p.passage_id AS "passageId", p.embedded, p.word_count AS words
    FROM passages p JOIN revisions r ON r.number = p.revision
    WHERE r.article_id = ${articleId} ORDER BY r.revision, p.ordinal`.execute(tables);
  for (const { number, text } of revisions) {
    await sql`DELETE FROM sketch_hashes WHERE revision = ${number}::bigint
      AND hash = ANY(${Array.from(sketchOf(text))}::bigint[])`.execute(tables);
  }
  await sql`DELETE FROM articles WHERE article_id = ${articleId}`.execute(tables); // all that hangs on it goes with it
  await count(tables, [
    {
      ...{ articles: -1, revisions: -revisions.length, passages: -passages.length, stems: [], arrived: null },
      embeddings: -passages.filter(({ embedded }) => embedded).length,
      words: -passages.reduce((sum, { words }) => sum + words, 0),
    },
  ]);
  return passages.map(({ passageId }) => passageId);
}
