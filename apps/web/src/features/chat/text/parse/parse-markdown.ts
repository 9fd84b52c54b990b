import type { RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { formulaFromMarkdown, formulaSyntax } from '../formula/formula-syntax.ts'
import { isTangled } from './is-tangled.ts'

const PARTS = {
  extensions: [gfm({ singleTilde: false }), formulaSyntax],
  // Their transforms look for addresses once more, with expressions that take quadratic time on a long run of dots.
  mdastExtensions: [...gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] })), formulaFromMarkdown],
}

export interface ParsedBlock {
  nodes: readonly RootContent[]
  /** Where `[words][label]` leads, by its label. */
  targets: ReadonlyMap<string, string>
}

/**
 * What a block of an answer says. What would take too long to read is text as it stands.
 *
 * @param definitions of links and footnotes elsewhere in the answer; they are known to the block and not a part of it
 */
export function parseMarkdown(source: string, definitions = ''): ParsedBlock {
  if (isTangled(source)) return { nodes: [{ type: 'html', value: source }], targets: new Map() }
  const isNeeded = definitions !== '' && !isTangled(definitions)
  const { children } = fromMarkdown(isNeeded ? `${source}\n\n${definitions}` : source, PARTS)
  return {
    nodes: children.filter(({ position }) => (position?.start.offset ?? 0) < source.length),
    targets: new Map(
      children.filter((node) => node.type === 'definition').map(({ identifier, url }) => [identifier, url]),
    ),
  }
}
