import type { Zip } from './open-zip.ts'
import { readXml } from './read-xml.ts'

/** What a paragraph's style says of it: a heading of this level, from 1; 0 for the title. */
export type HeadingLevels = ReadonlyMap<string, number>

/** Which styles are headings: by their names, which Word keeps in English in every language, or by their outline. */
export async function readStyles(zip: Zip): Promise<HeadingLevels> {
  const levels = new Map<string, number>([
    ['Title', 0],
    ...[1, 2, 3, 4, 5, 6].map((level) => [`Heading${level}`, level] as const),
  ])
  let id: string | null = null
  await readXml(zip, 'word/styles.xml', {
    onOpen(tag, attributes) {
      if (tag === 'style') id = attributes['type'] === 'paragraph' ? (attributes['styleId'] ?? null) : null
      if (id === null) return
      if (tag === 'name') {
        const level = levelOfName(attributes['val'] ?? '')
        if (level !== null) levels.set(id, level)
      }
      if (tag === 'outlineLvl' && !levels.has(id)) {
        const level = outlineLevel(attributes['val'])
        if (level !== null) levels.set(id, level)
      }
    },
  })
  return levels
}

/** Counted from 0 in the file; 9 is body text. */
export function outlineLevel(value: string | undefined): number | null {
  const level = Number(value)
  return Number.isInteger(level) && level >= 0 && level < 6 ? level + 1 : null
}

function levelOfName(name: string): number | null {
  if (name.toLowerCase() === 'title') return 0
  const level = /^heading ([1-6])$/i.exec(name)?.[1]
  return level === undefined ? null : Number(level)
}
