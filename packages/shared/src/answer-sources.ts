import type { AnswerSource, PassageView } from './document-views.ts'
import type { DocumentId } from './ids.ts'

type Key = Pick<AnswerSource, 'documentId' | 'position'>

/**
 * Fills in what the sources' passages say, as far as whoever reads them may know: `read` gives the passages that are there and
 * may be read. All are looked up at once, and each once.
 */
export async function withPassages(
  sources: readonly (Key & { number: number })[],
  read: (keys: readonly { documentId: DocumentId; position: number }[]) => Promise<readonly PassageView[]>,
): Promise<AnswerSource[]> {
  const keys = [...new Map(sources.map((source) => [nameOf(source), source])).values()]
  const found = new Map<string, PassageView>()
  const asked = keys.map(({ documentId, position }) => ({ documentId, position }))
  for (const passage of await read(asked)) found.set(nameOf(passage), passage)
  return sources.map((source) => {
    const { number, documentId, position } = source
    return { number, documentId, position, passage: found.get(nameOf(source)) ?? null }
  })
}

function nameOf({ documentId, position }: Key): string {
  return `${documentId}/${position}`
}
