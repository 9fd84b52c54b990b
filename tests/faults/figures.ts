/** Shown whatever the reporter hides: a figure is of use when the test passes. */
export function printFigure(line: string): void {
  process.stdout.write(`  ${line}\n`)
}

/** `p50 1.2, p99 3.4, max 5.6 ms` */
export function spreadOf(valuesMs: readonly number[]): { p50: number; p99: number; max: number; text: string } {
  const sorted = valuesMs.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  const [p50, p99, max] = [at(0.5), at(0.99), at(1)]
  return { p50, p99, max, text: `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, max ${max.toFixed(1)} ms` }
}

const MIB = 1_048_576

/** How much this process (server, stand-in and callers together) grew meanwhile, in MiB. */
export async function growthOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss()
  await work()
  return (process.memoryUsage.rss() - before) / MIB
}
