/** `CORTEX SEARCH SERVICE` as a sentence begins with it. */
export function describeType(type: string): string {
  return type.charAt(0) + type.slice(1).toLowerCase()
}
