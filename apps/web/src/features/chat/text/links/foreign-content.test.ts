import { expect, test } from 'vitest'
import { hostOf } from './foreign-content.tsx'

test.each([
  ['https://evil.example:8443/a.png?who=me', 'evil.example:8443'],
  ['data:image/png;base64,AAAA', 'data:'],
  ['/relative.png', 'no valid address'],
  ['', 'no address'],
  [undefined, 'no address'],
])('a picture from %j is named by its host: %s', (src, expected) => {
  expect(hostOf(src)).toBe(expected)
})
