// Times work by the processor, so that a busy machine fails no bound.
/** Processor time that the work takes, in ms. */
export function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
