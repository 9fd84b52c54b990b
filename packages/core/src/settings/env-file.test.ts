import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tempFolder } from '../testing/temp-folder.ts'
import { readSettings } from './env-file.ts'

function settingsOf(envFile: string | null, processEnv: Record<string, string | undefined> = {}) {
  using folder = tempFolder()
  if (envFile !== null) writeFileSync(folder.file('.env'), envFile)
  return readSettings(folder.path, processEnv)
}

test('C61: the quickstart’s .env is read as it is', () => {
  const settings = settingsOf(
    '# Snowflake\nSNOWFLAKE_ACCOUNT=myorg-myaccount\nALPHA_SNOWFLAKE_USER="COCO_USER_ALPHA"\nALPHA_PRIVATE_KEY_PATH=keys/alpha_rsa_key.p8 # key\n' +
      "BETA_SNOWFLAKE_USER='COCO_USER_BETA'\nALPHA_PRIVATE_KEY_PASSPHRASE=\n",
  )
  expect(settings).toEqual({
    SNOWFLAKE_ACCOUNT: 'myorg-myaccount',
    ALPHA_SNOWFLAKE_USER: 'COCO_USER_ALPHA',
    ALPHA_PRIVATE_KEY_PATH: 'keys/alpha_rsa_key.p8',
    BETA_SNOWFLAKE_USER: 'COCO_USER_BETA',
  })
})

test('C62: names that nobody knows are accepted', () => {
  expect(settingsOf('SOME_OTHER_TOOL=1\nSNOWFLAKE_ACCOUNT=a-b')).toMatchObject({
    SOME_OTHER_TOOL: '1',
    SNOWFLAKE_ACCOUNT: 'a-b',
  })
})

test('the environment of the process wins over the file', () => {
  expect(settingsOf('COCO_PORT=9001\nLOG_LEVEL=DEBUG', { COCO_PORT: '9002' })).toEqual({
    COCO_PORT: '9002',
    LOG_LEVEL: 'DEBUG',
  })
})

test('names are the same in any case', () => {
  expect(settingsOf('snowflake_account=a-b\ncoco_port=1', { Coco_Port: '2' })).toEqual({
    SNOWFLAKE_ACCOUNT: 'a-b',
    COCO_PORT: '2',
  })
})

test('an empty value means not set, and an empty one of the process hides the one in the file', () => {
  expect(settingsOf('SNOWFLAKE_ACCOUNT=a-b\nCORTEX_BASE_URL_OVERRIDE=', { SNOWFLAKE_ACCOUNT: '' })).toEqual({})
})

test('Windows line ends, a byte order mark and export before a name do no harm', () => {
  expect(settingsOf('\uFEFFSNOWFLAKE_ACCOUNT=a-b\r\nexport COCO_PORT=9001\r\n')).toEqual({
    SNOWFLAKE_ACCOUNT: 'a-b',
    COCO_PORT: '9001',
  })
})

test('without a .env the environment alone counts', () => {
  expect(settingsOf(null, { COCO_PORT: '1' })).toEqual({ COCO_PORT: '1' })
})

test('a .env that is a folder is refused with a sentence', () => {
  using folder = tempFolder()
  mkdirSync(folder.file('.env'))
  expect(() => readSettings(folder.path, {})).toThrow(/\.env cannot be read \(EISDIR\)/)
})
