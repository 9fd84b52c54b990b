import { CortexError } from '@coco/core/cortex/cortex-error'
import { TenantId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { createNoteWithoutMeaning } from './without-meaning.ts'

test('the operator is told once a minute for each tenant, with the code and without the words of Snowflake', () => {
  const told: unknown[] = []
  let nowMs = 0
  const note = createNoteWithoutMeaning({
    log: { warn: (fields: unknown) => void told.push(fields) },
    monotonicMs: () => nowMs,
  })
  const [alpha, beta] = [TenantId.parse('tenant-alpha'), TenantId.parse('tenant-beta')]
  const refusal = new CortexError('refused', { code: 'model_not_allowed', statusCode: 403, upstreamBody: 'a question' })
  note(alpha, refusal)
  note(alpha, refusal)
  note(beta, new Error('late'))
  nowMs = 59_999
  note(alpha, refusal)
  expect(told).toEqual([
    { tenant: 'tenant-alpha', code: 'model_not_allowed' },
    { tenant: 'tenant-beta', code: 'no_vector' },
  ])
  nowMs = 60_000
  note(alpha, refusal)
  expect(told).toHaveLength(3)
})
