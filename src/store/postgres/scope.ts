// The scope of a question as conditions on the columns that every searched table carries.
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Outlets } from "../../model/article.js";
import { outletKeys, sourceKey } from "../../model/outlets.js";
import { instantMs } from "../../model/time.js";
import type { Scope } from "../ports.js";

/** Condition on the columns of the scope in table `name`. @throws RangeError if `asOf` or `since` is not an instant */
export function inScope(name: string, scope: Scope): RawBuilder<SqlBool> {
  const at = instantMs(scope.asOf);
  const column = (column: string) => sql.ref(`${name}.${column}`);
  const terms = [
    sql`${column("visible_from")} <= ${at}::bigint`,
    sql`${column("visible_to")} > ${at}::bigint`,
    ...(scope.source === null ? [] : [sql`${column("source_key")} = ${sourceKey(scope.source)}`]),
    ...(scope.since === undefined
      ? []
      : [sql`${column("published_ms")} >= ${instantMs(scope.since)}::bigint`]),
    quotable(`${name}.source_key`, scope.outlets),
  ];
  return sql<SqlBool>`(${sql.join(terms, sql` AND `)})`;
}

/** Condition on a column of folded outlets: only what may be quoted. */
export function quotable(column: string, outlets: Outlets | undefined): RawBuilder<SqlBool> {
  const { allowed, denied } = outletKeys(outlets);
  const key = sql.ref(column);
  const terms = [
    sql`true`,
    ...(allowed === null ? [] : [sql`${key} = ANY(${allowed}::text[])`]),
    ...(denied === null ? [] : [sql`(${key} IS NULL OR ${key} <> ALL(${denied}::text[]))`]),
  ];
  return sql<SqlBool>`(${sql.join(terms, sql` AND `)})`;
}
