import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseAccountIdentifier } from '../account-identity.ts'
import type { AccountData } from '../rbac/account-data.ts'
import { newAccount } from '../rbac/new-account.ts'
import { openStateFile } from './state-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-state-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const version = (createdAtMs: number): AccountData =>
  newAccount(parseAccountIdentifier('COCO-LOCAL'), 'COCO_ADMIN', createdAtMs)
const current = () => join(folder, 'account.json')

function load() {
  const warnings: string[] = []
  const loaded = openStateFile(folder).load((sentence) => warnings.push(sentence))
  expect(loaded?.isNewest ?? true).toBe(warnings.length === 0)
  return { createdAtMs: loaded?.data.createdAtMs, warnings }
}

test('a new folder has no account', () => {
  expect(load()).toEqual({ createdAtMs: undefined, warnings: [] })
})

test('what was saved last is loaded', () => {
  const file = openStateFile(folder)
  for (const atMs of [1, 2, 3]) file.save(version(atMs))
  expect(load()).toEqual({ createdAtMs: 3, warnings: [] })
  expect(readdirSync(folder).sort((a, b) => a.localeCompare(b))).toEqual(['account.json', 'previous.json'])
})

test('a next version that was cut short while it was written does not count, wherever it was cut', () => {
  openStateFile(folder).save(version(1))
  const text = JSON.stringify(version(2))
  for (let length = 0; length < text.length; length += 97) {
    writeFileSync(join(folder, 'next.json'), text.slice(0, length))
    expect(load()).toEqual({ createdAtMs: 1, warnings: [] })
  }
})

describe('when the newest version cannot be read', () => {
  beforeEach(() => {
    const file = openStateFile(folder)
    file.save(version(1))
    file.save(version(2))
  })

  test.each([
    ['is cut short', () => writeFileSync(current(), readFileSync(current(), 'utf8').slice(0, 500)), 'damaged'],
    ['is empty', () => writeFileSync(current(), ''), 'damaged'],
    ['is of another kind', () => writeFileSync(current(), '{"version":2}'), 'damaged'],
    ['is not there yet', () => rmSync(current()), 'missing'],
  ])('because it %s, the one before is taken, with a warning', (_title, damage, state) => {
    damage()
    expect(load()).toEqual({ createdAtMs: 1, warnings: [expect.stringContaining(`account.json is ${state}`)] })
  })

  test('a damaged version never takes the place of the good one before it', () => {
    writeFileSync(current(), '{')
    const file = openStateFile(folder)
    file.load(() => {})
    file.save(version(3))
    writeFileSync(current(), '{')
    expect(load()).toMatchObject({ createdAtMs: 1 })
  })

  test('and neither can the one before, the start is refused with the remedy', () => {
    writeFileSync(current(), '{')
    writeFileSync(join(folder, 'previous.json'), '')
    expect(load).toThrow('Begin anew with: coco emulator reset')
  })
})
