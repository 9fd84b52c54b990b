import type { UploadProblem, UploadProblemCode, UploadView } from '@coco/shared/document-views'
import type { ErrorCode } from '@coco/shared/error-codes'
import { byOf, type Caller } from '../features/documents/by.ts'
import type { Documents } from '../features/documents/documents.ts'
import { AppError } from '../platform/app-error.ts'

/** A file that did not become a document. */
export class NotKept extends Error {
  readonly error: AppError
  /** Null: that of the error's code. */
  readonly status: number | null
  readonly problem: UploadProblemCode

  constructor({ code, message, fix }: UploadProblem) {
    super('a file was not kept')
    const as = AS_ERROR[code]
    this.problem = code
    this.status = as.status ?? null
    this.error = new AppError(as.code, message, fix === undefined ? {} : { fix })
  }
}

const CANNOT_BE_READ = { code: 'invalid_input', status: 422 } as const
const TOO_LARGE = { code: 'payload_too_large' } as const
const AS_ERROR: Record<UploadProblemCode, { code: ErrorCode; status?: number }> = {
  type_not_supported: { code: 'unsupported_media_type' },
  too_large: TOO_LARGE,
  too_many_pages: TOO_LARGE,
  expands_too_much: TOO_LARGE,
  too_much_text: TOO_LARGE,
  took_too_long: CANNOT_BE_READ,
  broken_file: CANNOT_BE_READ,
  password_protected: CANNOT_BE_READ,
  no_text: CANNOT_BE_READ,
  embedding_refused: { code: 'search_failed' },
  search_refused: { code: 'search_failed' },
  interrupted: { code: 'shutting_down' },
  already_plain: { code: 'already_exists' },
  store_full: { code: 'store_unavailable' },
  internal: { code: 'internal' },
}

/**
 * Takes a file and keeps it, in one call that lasts until it is found, or has failed: nothing is left of it then.
 * @param hungUp nobody waits for the answer any more: what is not read by then is not kept
 * @throws NotKept
 */
export async function addDocument(
  documents: Documents,
  caller: Caller,
  { file, tags, isPersonal }: { file: Parameters<Documents['take']>[1]; tags: string[]; isPersonal: boolean },
  hungUp: AbortSignal,
): Promise<{ status: 200 | 201; body: object }> {
  const taken = await documents.take(caller.viewer, file, hungUp)
  const { id: uploadId, title, problem } = taken.upload
  try {
    if (problem !== null) throw new NotKept(problem)
    const { isNew, ended } = await documents.keep(byOf(caller), { uploadId, title, tags, isPersonal })
    await ended
    const { upload } = await documents.previewOf(caller.viewer, uploadId)
    if (upload.problem !== null) throw new NotKept(upload.problem)
    if (upload.state !== 'done') throw new AppError('shutting_down', 'Coco is restarting. Please try again.')
    return isNew ? { status: 201, body: added(caller, upload) } : { status: 200, body: await known(caller, upload) }
  } finally {
    // Nobody reviews what a program sends: it is a document by now, or it is nothing.
    await documents.discardOf(caller.viewer, uploadId).catch(() => {})
  }

  async function known({ viewer, source }: Caller, { documentId }: UploadView) {
    if (documentId === null) throw new Error('an upload that is done became no document')
    // From beyond its end: its passages are not asked for, and so nobody has read them.
    const { document } = await documents.get({ viewer, source }, { documentId, fromPosition: 1_000_000 })
    return { ...answer(viewer.tenant, { ...document, isFlagged: document.isPersonal }), already_there: true }
  }
}

function added({ viewer }: Caller, upload: UploadView) {
  const { documentId: id, title, tags, isPersonal: isFlagged, findings, progress } = upload
  return answer(viewer.tenant, { id, title, tags, isFlagged, findings, passageCount: progress.total })
}

/** `ingested` is the id, as the clients of the reference know it. */
function answer(
  tenant: string,
  document: {
    id: string | null
    title: string
    tags: readonly string[]
    isFlagged: boolean
    findings: readonly { kind: string; count: number }[]
    passageCount: number
  },
) {
  const { id, title, tags, isFlagged, findings, passageCount } = document
  return {
    id,
    ingested: id,
    tenant_id: tenant,
    title,
    tags,
    pii_flagged: isFlagged,
    findings: findings.map(({ kind, count }) => ({ kind, count })),
    passages: passageCount,
  }
}
