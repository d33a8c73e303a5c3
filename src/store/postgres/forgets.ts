// How often people asked to be forgotten, counted for all processes, in groups that name nobody.
import { sql } from "kysely";
import type { Forgets } from "../process-ports.js";
import type { PostgresConnection } from "./connection.js";

/** So many groups share out all people: that two of one group ask within the same seconds does not happen. */
const GROUPS = 2 ** 24;

export class PostgresForgets implements Forgets {
  readonly #connection: PostgresConnection;

  constructor(connection: PostgresConnection) {
    this.#connection = connection;
  }

  async note(userId: string): Promise<void> {
    await this.#connection.writeLocked((tables) =>
      sql`INSERT INTO forgets VALUES (${groupOf(userId)}, 1)
        ON CONFLICT (people) DO UPDATE SET count = forgets.count + 1`.execute(tables),
    );
  }

  async count(userId: string): Promise<number> {
    const { rows } = await this.#connection.read((tables) =>
      sql<{ count: number }>`SELECT count FROM forgets WHERE people = ${groupOf(userId)}`.execute(tables),
    );
    return rows[0]?.count ?? 0;
  }
}

const groupOf = (userId: string) => sql`hashtext(${userId}) & ${sql.lit(GROUPS - 1)}`;
