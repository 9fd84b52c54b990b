import type { Caller } from '@coco/server/documents/by'
import { createFindPassages } from '@coco/server/documents/reading/find-passages'
import { createReadDocuments } from '@coco/server/documents/reading/read-documents'
import type { PassageHit, Retriever } from '@coco/server/documents/retrieval/retriever'
import { ListDocumentsInput } from '@coco/shared/document-inputs'
import type { DocumentId } from '@coco/shared/ids'
import type { Doors, Insider } from './doors.ts'

/** Each way in which somebody reads documents, as the server has it, through any doors. */
export function waysToRead(
  doors: Doors,
  retriever: Retriever,
  asked: { documentId: DocumentId; query: string; tag: string; title: string },
): Record<string, (viewer: Insider) => Promise<unknown>> {
  const recordReading = async () => {}
  const { inTenant } = doors
  const documents = createReadDocuments({ inTenant, recordReading })
  const findBy = (coco: Retriever) =>
    createFindPassages({
      inTenant,
      retrievers: { coco, cortex_search: coco },
      chosen: async () => 'coco',
      credentialsOf: async () => CREDENTIALS,
      recordReading,
    })
  // What else a caller is, reading does not look at.
  const callerOf = (viewer: Insider) => ({ viewer }) as Caller
  const find = (viewer: Insider, by: Retriever, tags: string[]) =>
    findBy(by)({ viewer, origin: ORIGIN }, { query: asked.query, tags, limit: 6 })
  const key = { documentId: asked.documentId, position: 0 }
  const filter = { title: asked.title, tags: [asked.tag] }

  return {
    list: (viewer) => documents.list(callerOf(viewer), ListDocumentsInput.parse({})),
    'list by title and tag': (viewer) => documents.list(callerOf(viewer), ListDocumentsInput.parse(filter)),
    tags: (viewer) => documents.tags(callerOf(viewer)),
    get: (viewer) => documents.get(callerOf(viewer), { documentId: asked.documentId, fromPosition: 0 }),
    passage: (viewer) => documents.passage(callerOf(viewer), key),
    // An answer begins with this, in the chat and for programs.
    search: (viewer) => find(viewer, retriever, []),
    'search by tag': (viewer) => find(viewer, retriever, [asked.tag]),
    'a hit that should not be': (viewer) => find(viewer, giving([{ ...key, score: 1 }]), []),
  }
}

const ORIGIN = { actor: { kind: 'system', id: null }, address: null, requestId: null } as const
const CREDENTIALS = { token: () => Promise.reject(new Error('nobody signs in here')), invalidate() {} }

/** A retriever that gives keys of whatever it likes. */
const giving = (hits: PassageHit[]): Retriever => ({
  add: async () => {},
  remove: async () => {},
  search: async () => ({ hits, by: 'words' }),
})
