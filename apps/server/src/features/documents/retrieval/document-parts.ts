import type { Insider } from '../../../store/doors.ts'
import { documents, passages, personalDocuments, personalPassages } from '../../../store/tables/document-tables.ts'
import { passageVectors, personalPassageVectors } from '../../../store/tables/vector-tables.ts'

export const PLAIN_PART = { isPersonal: false, documents, passages, vectors: passageVectors } as const
export const PERSONAL_PART = {
  isPersonal: true,
  documents: personalDocuments,
  passages: personalPassages,
  vectors: personalPassageVectors,
} as const

export type DocumentPart = typeof PLAIN_PART | typeof PERSONAL_PART

/**
 * Where documents of a viewer's tenant are looked for. Whoever may read what is personal looks through both parts; anybody
 * else never asks the second, so that nothing of it shows in the time either.
 */
export function partsFor({ permissions }: Pick<Insider, 'permissions'>): readonly DocumentPart[] {
  return permissions.has('read_pii') ? [PLAIN_PART, PERSONAL_PART] : [PLAIN_PART]
}
