/** Nobody nests a conversation deeper; what writes JSON again would exhaust the stack long before the bytes run out. */
export const MAX_JSON_DEPTH = 64

/** Whether objects and arrays lie in each other deeper than `maxDepth`. Looks level by level: the input decides how deep it is. */
export function isDeeperThan(value: unknown, maxDepth: number): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    const containers = level.filter((item) => typeof item === 'object' && item !== null)
    if (depth >= maxDepth && containers.length > 0) return true
    level = containers.flatMap((item) => Object.values(item))
  }
  return false
}
