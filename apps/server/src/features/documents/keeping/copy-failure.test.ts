import { CortexError } from '@coco/core/cortex/cortex-error'
import { SqlError } from '@coco/core/snowflake/sql-error'
import { expect, test } from 'vitest'
import { copyFailure } from './copy-failure.ts'

const place = { database: 'DOCS', schema: 'ALPHA', warehouse: 'WH' }
const who = { role: 'COCO_ALPHA', embeddingModel: 'm', place }
const notThere = new SqlError('Object does not exist or not authorized.', { code: '002003' })
const noPlace = new CortexError('no place', { code: 'search_not_allowed', statusCode: 403 })
const overloaded = new SqlError('Snowflake answered HTTP 503 without a reason.', { httpStatus: 503 })

test.each([
  ['a table that is gone, or a right that is missing', notThere, who, 'sql/04_documents.sql', true],
  ['no place in tenants.json any more', noPlace, { ...who, place: null }, 'tenants.json', false],
  ['a Snowflake that is busy', overloaded, who, 'Please try again.', false],
  ['a tenant that is no more', notThere, null, 'sql/04_documents.sql', false],
])('%s', (_what, error, whose, says, isFixed) => {
  const failure = copyFailure(error, whose, true)
  expect(failure).toMatchObject({ code: 'search_failed', message: expect.stringContaining(says), cause: error })
  expect(failure.fix?.includes('DELETE ON TABLE DOCS.ALPHA.PASSAGES TO ROLE COCO_ALPHA')).toBe(isFixed || undefined)
  expect(copyFailure(error, whose, false).fix).toBeUndefined()
})
