import { isAbsolute } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without settings everything is found beside the program', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    port: 8085,
    account: 'COCO-LOCAL',
    modelUrl: null,
    trial: false,
    modelErrors: '403',
    rateLimits: {},
  })
  expect([config.dataDir, config.keysDir, config.sqlDir].every(isAbsolute)).toBe(true)
})

test('an empty setting is an unset one', () => {
  expect(readConfig({ EMULATOR_PORT: '', EMULATOR_MODEL_URL: '' })).toEqual(readConfig({}))
})

test('settings are taken as they are meant', () => {
  const env = {
    EMULATOR_PORT: '0',
    EMULATOR_ACCOUNT: 'myorg-acct',
    EMULATOR_MODEL_URL: 'http://127.0.0.1:11434/v1',
    EMULATOR_TRIAL: 'true',
    EMULATOR_MODEL_ERRORS: '400',
    EMULATOR_PACE: 'instant',
    EMULATOR_RATE_LIMITS: 'claude-4-sonnet=2,Mistral-Large2=5',
  }
  expect(readConfig(env)).toMatchObject({
    port: 0,
    account: 'myorg-acct',
    modelUrl: 'http://127.0.0.1:11434/v1',
    trial: true,
    modelErrors: '400',
    pace: { firstTokenMs: 0 },
    rateLimits: { 'claude-4-sonnet': { rpm: 2 }, 'mistral-large2': { rpm: 5 } },
  })
})

describe('a wrong value is refused by the name of its setting', () => {
  test.each([
    ['EMULATOR_PORT', '70000'],
    ['EMULATOR_PORT', '8085x'],
    ['EMULATOR_ACCOUNT', 'a/b'],
    ['EMULATOR_MODEL_URL', 'localhost:11434'],
    ['EMULATOR_TRIAL', 'yes'],
    ['EMULATOR_PACE', 'fast'],
    ['EMULATOR_RATE_LIMITS', 'claude-4-sonnet'],
  ])('%s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })
})
