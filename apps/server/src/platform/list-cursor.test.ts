import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readCursor, writeCursor } from './list-cursor.ts'

test('a cursor comes back as it was given out', () => {
  const cursor = { at: '2026-11-26 23:59:59.123456+00', id: randomUUID() }
  expect(readCursor(writeCursor(cursor))).toEqual(cursor)
  expect(readCursor(null)).toBeNull()
})

test.each([
  '',
  'x',
  Buffer.from('[]').toString('base64url'),
  writeCursor({ at: "now()'; DROP TABLE x", id: randomUUID() }),
  writeCursor({ at: '2026-99-99 00:00:00+00', id: randomUUID() }),
  writeCursor({ at: '2026-11-26 00:00:00+00', id: 'not an id' }),
])('%j is refused: it was not given out', (text) => {
  expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }))
})
