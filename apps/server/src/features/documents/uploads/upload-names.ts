import { DOCUMENT_TITLE_MAX } from '@coco/shared/document-limits'

const FILE_NAME_MAX = 255

/** As it may stand in a list: one line, nothing that turns the direction of reading, no folders. Null when nothing is left. */
export function toFileName(given: string | null): string | null {
  const name = toLine(given?.split(/[\\/]/).at(-1) ?? '', FILE_NAME_MAX)
  return name === '' ? null : name
}

/** The first of these that says anything. */
export function toTitle(...candidates: readonly (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    const title = toLine(candidate ?? '', DOCUMENT_TITLE_MAX)
    if (title !== '') return title
  }
  return 'Untitled'
}

export function withoutEnding(fileName: string | null): string | null {
  return fileName === null ? null : fileName.replace(/\.[a-z0-9]{1,5}$/i, '')
}

/** Marks that a reader does not see (bidirectional ones among them) would let one name look like another. */
function toLine(text: string, max: number): string {
  const visible = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
  return visible.replace(/\s+/g, ' ').trim().slice(0, max).replace(HALF_A_CHARACTER, '').trim()
}

/** At the end of what was cut: the first of a pair whose second is gone. */
const HALF_A_CHARACTER = /[\uD800-\uDBFF]$/
