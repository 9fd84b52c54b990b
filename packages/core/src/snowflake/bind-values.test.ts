import { expect, test } from 'vitest'
import { bindValues } from './bind-values.ts'

test('values travel with Snowflake’s types, numbered from 1, as text', () => {
  const bound = bindValues([
    'text',
    42,
    1.5,
    9007199254740993n,
    true,
    null,
    new Uint8Array([0xca, 0xfe]),
    new Date(Date.UTC(2020, 0, 1)),
    { type: 'DATE', value: '1577836800000' },
  ])
  expect(bound).toEqual({
    1: { type: 'TEXT', value: 'text' },
    2: { type: 'FIXED', value: '42' },
    3: { type: 'REAL', value: '1.5' },
    4: { type: 'FIXED', value: '9007199254740993' },
    5: { type: 'BOOLEAN', value: 'true' },
    6: { type: 'TEXT', value: null },
    7: { type: 'BINARY', value: 'cafe' },
    8: { type: 'TIMESTAMP_LTZ', value: '1577836800000000000' },
    9: { type: 'DATE', value: '1577836800000' },
  })
})
