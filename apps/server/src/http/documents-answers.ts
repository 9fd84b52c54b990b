import type { DocumentPage, PassageView, QueryAnswer } from '@coco/shared/document-views'
import type { TenantId } from '@coco/shared/ids'

/** An answer as programs of the reference read it, with more beside: which passage has which number in it. */
export function queryAnswer(tenant: TenantId, query: string, { sources, ...answer }: QueryAnswer) {
  return {
    tenant_id: tenant,
    query,
    answer: answer.answer,
    found: answer.isFound,
    sources: documentsIn(sources),
    unmatched_citations: answer.unmatchedCitations,
    pii_included: answer.isPersonalIncluded,
    model: answer.model,
  }
}

export function listAnswer(tenant: TenantId, { documents, total, nextCursor }: DocumentPage) {
  return {
    tenant_id: tenant,
    count: total,
    documents: documents.map(({ id, title, tags, isPersonal, state, passageCount, uploadedAt }) => {
      return { id, title, tags, pii: isPersonal, state, passages: passageCount, uploaded_at: uploadedAt }
    }),
    next_cursor: nextCursor,
  }
}

interface SourceDocument {
  id: string
  title: string
  tags: readonly string[]
  pii: boolean
  passages: { number: number; position: number; page: number | null; headings: readonly string[] }[]
}

/** Each document once, in the order of its first passage. */
function documentsIn(sources: QueryAnswer['sources']): SourceDocument[] {
  const found = new Map<string, SourceDocument>()
  for (const { number, passage } of sources) {
    if (passage === null) continue
    const document = found.get(passage.documentId) ?? toDocument(passage)
    const { position, page, headings } = passage
    document.passages.push({ number, position, page, headings })
    found.set(passage.documentId, document)
  }
  return [...found.values()]
}

function toDocument({ documentId, title, tags, isPersonal }: PassageView): SourceDocument {
  return { id: documentId, title, tags, pii: isPersonal, passages: [] }
}
