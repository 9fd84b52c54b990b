import { expect, test } from 'vitest'
import { isPassing } from './is-passing.ts'

test.each([
  'unreachable',
  'store_unavailable',
  'internal',
  'rate_limited',
  'tenant_unavailable',
  'shutting_down',
] as const)('an answer that is being written is not given up for %s', (code) => expect(isPassing({ code })).toBe(true))

test.each(['not_found', 'not_signed_in', 'invalid_api_key', 'forbidden'] as const)(
  'nothing is asked again after %s',
  (code) => expect(isPassing({ code })).toBe(false),
)
