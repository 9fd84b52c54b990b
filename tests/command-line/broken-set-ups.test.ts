import { type Stack, startStack } from '@coco/testkit/start-stack'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCoco } from './run-coco.ts'

interface Finding {
  check: string
  ok: boolean
  detail: string
  remedy?: string
}

/** The whole of a sound set-up in front of a real (local) account; each case breaks one thing of it. */
let stack: Stack
beforeAll(async () => {
  stack = await startStack()
}, 60_000)
afterAll(() => stack.close())

interface Setup {
  folder: string
  settings: Record<string, string>
  key(name: string): string
}

async function examine(breakIt: (setup: Setup) => void): Promise<{ code: number | null; failed: Finding[] }> {
  const folder = join(stack.folder, crypto.randomUUID())
  mkdirSync(join(folder, 'keys'), { recursive: true })
  for (const name of ['alpha', 'beta', 'admin']) {
    copyFileSync(join(stack.folder, `keys/${name}_rsa_key.p8`), join(folder, `keys/${name}_rsa_key.p8`))
  }
  const settings: Record<string, string> = {
    SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
    CORTEX_BASE_URL_OVERRIDE: `${stack.emulatorUrl}/api/v2/cortex`,
    SNOWFLAKE_USER: 'COCO_ADMIN',
    SNOWFLAKE_PRIVATE_KEY_PATH: 'keys/admin_rsa_key.p8',
    COCO_PORT: '0',
  }
  breakIt({ folder, settings, key: (name) => join(folder, `keys/${name}_rsa_key.p8`) })
  writeFileSync(
    join(folder, '.env'),
    Object.entries(settings)
      .map(([name, value]) => `${name}='${value}'`)
      .join('\n'),
  )
  const { code, stdout, stderr } = await runCoco({ folder, databaseUrl: null }, ['doctor', '--json'])
  expect(stderr).toBe('')
  const sections = JSON.parse(stdout) as { findings: Finding[] }[]
  return { code, failed: sections.flatMap(({ findings }) => findings).filter(({ ok }) => !ok) }
}

test('nothing is wrong with the sound set-up that the cases break', async () => {
  expect(await examine(() => {})).toMatchObject({ code: 0, failed: [] })
})

type Case = [what: string, breakIt: (setup: Setup) => void, check: string, says: RegExp]

describe('doctor says why the account refuses a sign-in', () => {
  const cases: Case[] = [
    [
      'an account of another name than the host’s',
      ({ settings }) => (settings.SNOWFLAKE_ACCOUNT = 'OTHER-ONE'),
      'sign-in',
      /JWT token is invalid/,
    ],
    [
      'a key that was never registered',
      ({ folder, key }) => copyFileSync(join(folder, 'keys/admin_rsa_key.p8'), key('beta')),
      'sign-in',
      /FINGERPRINT_MISMATCH/,
    ],
    [
      'a user that nobody made',
      ({ settings }) => (settings.BETA_SNOWFLAKE_USER = 'NOBODY'),
      'sign-in',
      /No user has the LOGIN_NAME/,
    ],
  ]

  test.each(cases)('%s', async (_what, breakIt, check, says) => {
    const { code, failed } = await examine(breakIt)
    expect(code).toBe(1)
    expect(failed).toContainEqual(
      expect.objectContaining({ check, detail: expect.stringMatching(says), remedy: expect.stringMatching(/\w+/) }),
    )
  })
})

describe('what the account says of a tenant comes with the statement that puts it right', () => {
  test.each([
    [
      'a user that is disabled',
      'ALTER USER COCO_USER_BETA SET DISABLED = TRUE',
      'ALTER USER COCO_USER_BETA SET DISABLED = FALSE',
      'sign-in',
      /is disabled/,
    ],
    [
      'a default role that is another',
      'ALTER USER COCO_USER_BETA SET DEFAULT_ROLE = PUBLIC',
      'ALTER USER COCO_USER_BETA SET DEFAULT_ROLE = COCO_TENANT_BETA',
      'role',
      /declared with COCO_TENANT_BETA/,
    ],
    [
      'no right to call Cortex',
      'REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE COCO_TENANT_BETA',
      'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE COCO_TENANT_BETA',
      'models',
      /./,
    ],
    [
      'its default model taken back',
      'REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-OPENAI-GPT-4.1" FROM ROLE COCO_TENANT_BETA',
      'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-OPENAI-GPT-4.1" TO ROLE COCO_TENANT_BETA',
      'models',
      /its default openai-gpt-4\.1 is not among them/,
    ],
  ])('%s', async (_what, harm, repair, check, says) => {
    stack.sql(harm)
    try {
      const { code, failed } = await examine(() => {})
      expect(code).toBe(1)
      const found = failed.find((finding) => finding.check === check)
      expect(found?.detail).toMatch(says)
      expect(found?.remedy).toContain(repair)
    } finally {
      stack.sql(repair)
    }
  })
})
