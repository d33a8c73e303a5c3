// Ids as Discord makes them: milliseconds since 2015 and a counter.
const EPOCH_MS = 1_420_070_400_000n;
let counter = 0n;

/** Returns a new id, greater than every one before it. */
export function snowflake(): string {
  counter += 1n;
  return String(((BigInt(Date.now()) - EPOCH_MS) << 22n) + (counter & 0x3fffffn));
}
