import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { createSessionToken } from './session-token.ts'
import { SessionTokenError } from './session-token-error.ts'

function scene() {
  const folder = tempFolder()
  const path = folder.file('token')
  let nowMs = 0
  const credentials = createSessionToken({ path, monotonicNow: () => nowMs })
  return {
    folder,
    path,
    credentials,
    skip: (ms: number) => (nowMs += ms),
    value: async () => (await credentials.token()).value,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

test('the token of the file, as OAUTH; a line end is no part of it', async () => {
  using at = scene()
  writeFileSync(at.path, 'first\n')
  expect(await at.credentials.token()).toEqual({ value: 'first', type: 'OAUTH' })
})

test('a file that was replaced is in use a second later, and the one before it until then', async () => {
  using at = scene()
  writeFileSync(at.path, 'first')
  expect(await at.value()).toBe('first')
  writeFileSync(at.folder.file('new'), 'second')
  renameSync(at.folder.file('new'), at.path)
  expect(await at.value()).toBe('first')
  at.skip(1000)
  expect(await at.value()).toBe('second')
})

test('a file that is written in place fails nobody, empty, half there or gone', async () => {
  using at = scene()
  writeFileSync(at.path, 'first')
  expect(await at.value()).toBe('first')
  for (const moment of ['', 'sec', 'second']) {
    writeFileSync(at.path, moment)
    expect(await at.value()).toBe('first')
    at.skip(500)
  }
  rmSync(at.path)
  expect(await at.value()).toBe('first')
  writeFileSync(at.path, 'second')
  expect(await at.value()).toBe('first')
  at.skip(1000)
  expect(await at.value()).toBe('second')
})

test('what Snowflake refused gives way at once to what the file says', async () => {
  using at = scene()
  writeFileSync(at.path, 'first')
  const refused = await at.credentials.token()
  writeFileSync(at.path, 'second')
  expect(await at.value()).toBe('first')
  at.credentials.invalidate(refused)
  expect(await at.value()).toBe('second')
})

test('a token that nobody looked at for minutes is not trusted: the file is, however new', async () => {
  using at = scene()
  writeFileSync(at.path, 'first')
  expect(await at.value()).toBe('first')
  at.skip(120_000)
  writeFileSync(at.path, 'second')
  expect(await at.value()).toBe('second')
})

test('a file that stays away is an error a second later, and works again when it is back', async () => {
  using at = scene()
  writeFileSync(at.path, 'first')
  expect(await at.value()).toBe('first')
  rmSync(at.path)
  expect(await at.value()).toBe('first')
  at.skip(1000)
  await expect(at.value()).rejects.toMatchObject({ code: 'token_missing' })
  writeFileSync(at.path, 'second')
  expect(await at.value()).toBe('second')
})

test.each([
  ['token_missing', () => {}, /only inside Snowpark Container Services/],
  ['token_empty', (path: string) => writeFileSync(path, ' \n'), /is empty/],
  ['not_a_token', (path: string) => writeFileSync(path, '{"token": "x"}'), /holds no token/],
  ['not_a_token', (path: string) => writeFileSync(path, 'x'.repeat(20_000)), /holds no token/],
] as const)('%s is said with the file and the remedy, and without what is in it', async (code, prepare, sentence) => {
  using at = scene()
  prepare(at.path)
  const error = await at.credentials.token().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(SessionTokenError)
  expect(error).toMatchObject({ code, path: at.path, message: expect.stringMatching(sentence) as string })
  expect((error as Error).message).not.toContain('"x"')
})

test('a folder in place of the file cannot be read', async () => {
  using folder = tempFolder()
  const credentials = createSessionToken({ path: folder.path })
  await expect(credentials.token()).rejects.toMatchObject({ code: 'token_unreadable' })
})
