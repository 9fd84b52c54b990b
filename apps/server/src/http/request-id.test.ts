import { expect, test } from 'vitest'
import { requestIdOf } from './request-id.ts'

const fresh = () => 'fresh'

test.each(['abc-123', 'A_b.9', 'x'.repeat(128)])('%s is echoed', (given) =>
  expect(requestIdOf(given, fresh)).toBe(given),
)

test.each([undefined, '', 'a b', 'a\r\nx: y', 'é', 'x'.repeat(129), '<script>', ['a', 'b']])(
  '%j is replaced',
  (given) => expect(requestIdOf(given, fresh)).toBe('fresh'),
)
