import { expect, test } from 'vitest'
import { partsFor, PERSONAL_PART, PLAIN_PART } from './document-parts.ts'

test('the personal part is looked through with the right to it, and with no other', () => {
  expect(partsFor({ permissions: new Set(['read_pii']) })).toEqual([PLAIN_PART, PERSONAL_PART])
  for (const permissions of [[], ['chat', 'ingest_documents', 'delete_documents', 'see_audit', 'see_grants']]) {
    expect(partsFor({ permissions: new Set(permissions) })).toEqual([PLAIN_PART])
  }
})
