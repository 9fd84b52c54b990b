/** `[label]: where` on a line of its own, or `[^1]: what` of a footnote. Labels are compared without case and space. */
export function definitionOf(line: string): { label: string } | null {
  const label = /^ {0,3}\[(\^?[^[\]]{1,200})\]:\s*\S/.exec(line)?.[1]
  return label === undefined ? null : { label: normal(label) }
}

/** A text with more brackets than these is not read (`parse/is-tangled.ts`), so nothing in it becomes a link. */
const MAX_LABELS = 400

/** What stands in brackets in a text, each once: whatever of it is defined is a link. */
export function labelsIn(text: string): string[] {
  const labels = new Set<string>()
  let count = 0
  for (const [, label = ''] of text.matchAll(/\[(\^?[^[\]]{1,200})\]/g)) {
    if (++count > MAX_LABELS) break
    labels.add(normal(label))
  }
  return [...labels]
}

const normal = (label: string) => label.trim().replace(/\s+/g, ' ').toLowerCase()
