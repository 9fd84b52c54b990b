import { expect, test } from 'vitest'
import { mediaTypeOf } from './send-file.ts'

test.each([
  ['Handbook.PDF', 'application/pdf'],
  ['minutes.v2.md', 'text/markdown'],
  ['minutes.markdown', 'text/markdown'],
  ['page.htm', 'text/html'],
  // Which a form on a foreign page could send, too.
  ['notes.txt', 'application/octet-stream'],
  ['photo.jpeg', 'application/octet-stream'],
  ['README', 'application/octet-stream'],
])('%s is sent as %s', (name, type) => {
  expect(mediaTypeOf({ name })).toBe(type)
})
