/** `[label]: where` on a line of its own, or `[^1]: what` of a footnote. Labels are compared without case and space. */
export function definitionOf(line: string): { label: string } | null {
  const label = /^ {0,3}\[(\^?[^[\]]{1,200})\]:\s*\S/.exec(line)?.[1]
  return label === undefined ? null : { label: normal(label) }
}

/** What stands in brackets in a text, each once: whatever of it is defined is a link. */
export function labelsIn(text: string): string[] {
  const labels = [...text.matchAll(/\[(\^?[^[\]]{1,200})\]/g)].map(([, label = '']) => normal(label))
  return [...new Set(labels)]
}

const normal = (label: string) => label.trim().replace(/\s+/g, ' ').toLowerCase()
