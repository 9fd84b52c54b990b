import type { Finding, UploadProblem } from '@coco/shared/document-views'
import type { DocumentId, UploadId } from '@coco/shared/ids'
import { and, count, desc, eq, isNotNull, or } from 'drizzle-orm'
import type { Insider, TenantTx } from '../../../store/doors.ts'
import { type Section, uploads } from '../../../store/tables/document-tables.ts'

/** An upload without its text. */
export interface StoredUpload {
  id: UploadId
  fileName: string | null
  mediaType: string
  bytes: number
  sha256: string
  state: 'reading' | 'ready' | 'indexing' | 'done' | 'failed'
  title: string
  tags: string[]
  isPersonal: boolean
  findings: readonly Finding[]
  characters: number
  passagesTotal: number
  passagesDone: number
  problem: UploadProblem | null
  documentId: DocumentId | null
  createdAt: Date
}

const { id, fileName, mediaType, bytes, sha256, state, title, tags, isPersonal, findings, characters } = uploads
const { passagesTotal, passagesDone, problem, documentId, createdAt } = uploads
const COLUMNS = {
  id,
  fileName,
  mediaType,
  bytes,
  sha256,
  state,
  title,
  tags,
  isPersonal,
  findings,
  characters,
  passagesTotal,
  passagesDone,
  problem,
  documentId,
  createdAt,
}

/** More than one person ever looks through; the oldest are out of sight until the newer are gone. */
const SHOWN_MAX = 200

/** The caller's own, newest first. */
export async function listUploads(tx: TenantTx, owner: Insider): Promise<StoredUpload[]> {
  const rows = await tx
    .select(COLUMNS)
    .from(uploads)
    .where(isOwn(owner))
    .orderBy(desc(createdAt), desc(id))
    .limit(SHOWN_MAX)
  return rows.map(toStored)
}

/** Locked until the end of the transaction. Undefined when it is not there, or somebody else's. */
export async function findUpload(tx: TenantTx, owner: Insider, wanted: UploadId): Promise<StoredUpload | undefined> {
  const [row] = await tx
    .select(COLUMNS)
    .from(uploads)
    .where(and(isOwn(owner), eq(id, wanted)))
    .for('update')
  return row && toStored(row)
}

/** What was read, cut into passages. Null once it has become a document, and for what could not be read. */
export async function readPieces(tx: TenantTx, owner: Insider, wanted: UploadId): Promise<readonly Section[] | null> {
  const [row] = await tx
    .select({ sections: uploads.sections })
    .from(uploads)
    .where(and(isOwn(owner), eq(id, wanted)))
  return row?.sections ?? null
}

/** How many of the owner's take room: those with text, and those that are being read. What failed may have its text still. */
export async function countWaiting(tx: TenantTx, owner: Insider): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(uploads)
    .where(and(isOwn(owner), or(eq(state, 'reading'), isNotNull(uploads.sections))))
  return row?.n ?? 0
}

export async function insertUpload(
  tx: TenantTx,
  { tenant, subject }: Insider,
  upload: Pick<StoredUpload, 'id' | 'fileName' | 'mediaType' | 'bytes' | 'sha256' | 'title' | 'createdAt'>,
): Promise<void> {
  const row = { tenantId: tenant, ownerId: subject, ...upload, state: 'reading', updatedAt: upload.createdAt } as const
  await tx.insert(uploads).values(row)
}

/** @returns undefined when it is there no more: its owner discarded it meanwhile */
export async function changeUpload(
  tx: TenantTx,
  owner: Insider,
  wanted: UploadId,
  set: Partial<Omit<StoredUpload, 'id' | 'createdAt'>> & { sections?: readonly Section[] | null; updatedAt?: Date },
): Promise<StoredUpload | undefined> {
  const [row] = await tx
    .update(uploads)
    .set(set)
    .where(and(isOwn(owner), eq(id, wanted)))
    .returning(COLUMNS)
  return row && toStored(row)
}

/** What reading it has come to. @returns undefined when it is there no more, or is being read no more */
export async function changeWhileRead(
  tx: TenantTx,
  owner: Insider,
  wanted: UploadId,
  set: Parameters<typeof changeUpload>[3],
): Promise<StoredUpload | undefined> {
  const [row] = await tx
    .update(uploads)
    .set(set)
    .where(and(isOwn(owner), eq(id, wanted), eq(state, 'reading')))
    .returning(COLUMNS)
  return row && toStored(row)
}

/** @returns whether it was there */
export async function deleteUpload(tx: TenantTx, owner: Insider, wanted: UploadId): Promise<boolean> {
  const { rowCount } = await tx.delete(uploads).where(and(isOwn(owner), eq(id, wanted)))
  return rowCount === 1
}

type Row = Omit<StoredUpload, 'id' | 'documentId'> & { id: string; documentId: string | null }

function toStored(row: Row): StoredUpload {
  return { ...row, id: row.id as UploadId, documentId: row.documentId as DocumentId | null }
}

function isOwn({ tenant, subject }: Insider) {
  return and(eq(uploads.tenantId, tenant), eq(uploads.ownerId, subject))
}
