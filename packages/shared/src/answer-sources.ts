import type { AnswerSource, PassageView } from './document-views.ts'
import type { DocumentId } from './ids.ts'

type Key = Pick<AnswerSource, 'documentId' | 'position'>

/** As many as one look-up takes. */
const KEYS_AT_ONCE = 200

/**
 * Fills in what the sources' passages say, as far as whoever reads them may know: `read` gives the passages that are there and
 * may be read. Each is looked up once.
 */
export async function withPassages(
  sources: readonly (Key & { number: number })[],
  read: (keys: readonly { documentId: DocumentId; position: number }[]) => Promise<readonly PassageView[]>,
): Promise<AnswerSource[]> {
  const keys = [...new Map(sources.map((source) => [nameOf(source), source])).values()]
  const found = new Map<string, PassageView>()
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const asked = keys.slice(from, from + KEYS_AT_ONCE).map(({ documentId, position }) => ({ documentId, position }))
    for (const passage of await read(asked)) found.set(nameOf(passage), passage)
  }
  return sources.map((source) => {
    const { number, documentId, position } = source
    return { number, documentId, position, passage: found.get(nameOf(source)) ?? null }
  })
}

function nameOf({ documentId, position }: Key): string {
  return `${documentId}/${position}`
}
