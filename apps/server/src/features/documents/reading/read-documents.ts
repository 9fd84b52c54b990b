import type { GetDocumentInput, ListDocumentsInput, PassageInput } from '@coco/shared/document-inputs'
import type { DocumentPage, DocumentTags, DocumentView, PassageView } from '@coco/shared/document-views'
import { readCursor } from '../../../platform/list-cursor.ts'
import { cutPage } from '../../../platform/list-page.ts'
import type { Doors } from '../../../store/doors.ts'
import { type Caller, byOf } from '../by.ts'
import { countDocuments, countTags, findDocument, listDocuments } from '../document-rows.ts'
import { toSummary } from './document-view.ts'
import type { RecordReading } from './record-reading.ts'
import { noSuchDocument } from '../keeping/remove-document.ts'
import { readPassages } from '../retrieval/passage-rows.ts'

/** As many of a document's passages at once as somebody reads before they go on. */
const PASSAGES_PER_PAGE = 50

/** What is there, for whoever may see it. What is hidden is not there: it is not found, not counted and gives no tag. */
export interface ReadDocuments {
  list(caller: Caller, input: ListDocumentsInput): Promise<DocumentPage>
  get(caller: Caller, input: GetDocumentInput): Promise<DocumentView>
  passage(caller: Caller, input: PassageInput): Promise<PassageView>
  tags(caller: Caller): Promise<DocumentTags>
}

export function createReadDocuments(deps: {
  inTenant: Doors['inTenant']
  recordReading: RecordReading
}): ReadDocuments {
  const { inTenant, recordReading } = deps

  function list({ viewer }: Caller, { tags, title, cursor, limit }: ListDocumentsInput): Promise<DocumentPage> {
    const from = readCursor(cursor)
    const filter = { tags, title }
    return inTenant(viewer, async (tx) => {
      const rows = await listDocuments(tx, viewer, { filter, cursor: from, maxRows: limit + 1 })
      const { page, nextCursor } = cutPage(rows, limit)
      const total = await countDocuments(tx, viewer, filter)
      return { documents: page.map((row) => toSummary(row, viewer)), total, nextCursor }
    })
  }

  function get(caller: Caller, { documentId, fromPosition }: GetDocumentInput): Promise<DocumentView> {
    const { viewer } = caller
    return inTenant(viewer, async (tx) => {
      const document = await findDocument(tx, viewer, documentId)
      if (document === undefined) throw noSuchDocument()
      const end = Math.min(document.passageCount, fromPosition + PASSAGES_PER_PAGE)
      const keys = Array.from({ length: Math.max(0, end - fromPosition) }, (_, index) => {
        return { documentId, position: fromPosition + index }
      })
      const passages = await readPassages(tx, viewer, keys)
      await recordReading(tx, byOf(caller), passages)
      const hasMore = passages.length > 0 && end < document.passageCount
      return { document: toSummary(document, viewer), passages, nextPosition: hasMore ? end : null }
    })
  }

  function passage(caller: Caller, key: PassageInput): Promise<PassageView> {
    return inTenant(caller.viewer, async (tx) => {
      const read = await readPassages(tx, caller.viewer, [key])
      const [found] = read
      if (found === undefined) throw noSuchDocument()
      await recordReading(tx, byOf(caller), read)
      return found
    })
  }

  const tags = ({ viewer }: Caller) => inTenant(viewer, (tx) => countTags(tx, viewer))

  return { list, get, passage, tags }
}
