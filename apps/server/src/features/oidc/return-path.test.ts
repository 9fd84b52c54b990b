import { expect, test } from 'vitest'
import { toReturnPath } from './return-path.ts'

test.each(['/', '/c/0190-1', '/account?tab=sessions', '/c/1#m-2', '/a%20b'])('%s is gone on to', (path) => {
  expect(toReturnPath(path)).toBe(path)
})

test.each([
  undefined,
  null,
  '',
  'c/1',
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  'javascript:alert(1)',
  '/c/1\r\nset-cookie: a=b',
  '/ä',
  `/${'a'.repeat(500)}`,
  '/auth/oidc/start',
  '/trpc/session.signOut',
  '/sign-in?problem=no_role',
  ['/c/1'],
])('%j leads to the start page', (asked) => {
  expect(toReturnPath(asked)).toBe('/')
})

test('what is gone on to is always on this site', () => {
  for (let code = 0; code < 256; code++) {
    const path = toReturnPath(`/${String.fromCharCode(code)}/evil.example`)
    expect(new URL(path, 'https://coco.example').host).toBe('coco.example')
  }
})
