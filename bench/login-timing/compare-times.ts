/** Whether two rows of times come from one distribution: medians beside their spread, and the Mann–Whitney U test. */
export function compareTimes(one: readonly number[], other: readonly number[]) {
  const medians = [quantile(one, 0.5), quantile(other, 0.5)] as const
  const all = [...one, ...other]
  const spread = quantile(all, 0.75) - quantile(all, 0.25)
  let u = 0
  for (const left of one) for (const right of other) u += left > right ? 1 : left === right ? 0.5 : 0
  const pairs = one.length * other.length
  const z = (u - pairs / 2) / Math.sqrt((pairs * (all.length + 1)) / 12)
  return { medians, difference: medians[0] - medians[1], spread, chance: u / pairs, z }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}
