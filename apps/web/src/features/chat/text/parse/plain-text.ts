import type { Nodes } from 'mdast'

/** The words of a part of an answer without its marks, no longer than asked. */
export function plainText(node: Nodes, maxLength = 400): string {
  if ('children' in node) {
    let text = ''
    for (const child of node.children) {
      if (text.length >= maxLength) break
      text += plainText(child, maxLength - text.length)
    }
    return text
  }
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? ''
  return 'value' in node ? node.value.slice(0, maxLength) : ''
}
