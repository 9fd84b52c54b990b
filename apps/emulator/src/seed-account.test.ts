import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmulator } from './emulator.ts'
import { keys, sqlFile } from './testing/start-test-account.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-seed-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The key lines of the quickstart's own 01, with the placeholders that people are to replace. */
const QUICKSTART_KEYS = `
  USE ROLE ACCOUNTADMIN;
  CREATE USER IF NOT EXISTS COCO_USER_ALPHA TYPE = SERVICE DEFAULT_ROLE = COCO_TENANT_ALPHA;
  ALTER USER COCO_USER_ALPHA SET RSA_PUBLIC_KEY='<paste alpha public key here>';
  ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'None';
  CREATE ROLE AFTERWARDS;
`

test('a script with placeholder keys is run to its end, and the placeholder is named', async () => {
  const path = join(folder, '01_rbac_setup.sql')
  writeFileSync(path, QUICKSTART_KEYS)
  const lines: string[] = []
  await using emulator = await startEmulator({
    dataDir: null,
    seed: {
      scripts: [path],
      publicKeys: { COCO_USER_ALPHA: keys.COCO_USER_ALPHA.publicKey, NOBODY: 'not even a key' },
    },
    log: (line) => lines.push(line),
  })
  expect(lines).toEqual([
    expect.stringContaining('01_rbac_setup.sql, line 4: SQL execution error: New public key rejected'),
  ])
  expect(
    emulator.sql("SHOW ROLES LIKE 'AFTERWARDS'; SHOW USERS LIKE 'COCO_USER_ALPHA'").map(({ rows }) => rows.length),
  ).toEqual([1, 1])
})

test('a folder is seeded once: later starts leave it as it is', async () => {
  const seed = { scripts: [sqlFile('01_rbac_setup.sql'), sqlFile('02_enable_model_rbac.sql')], publicKeys: {} }
  const first = await startEmulator({ dataDir: folder, seed })
  first.sql('REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" FROM ROLE COCO_TENANT_ALPHA')
  await first.close()
  await using second = await startEmulator({ dataDir: folder, seed })
  const grants = second.sql('SHOW GRANTS TO ROLE COCO_TENANT_ALPHA').flatMap(({ rows }) => rows.map((row) => row[3]))
  expect(grants).toEqual(['SNOWFLAKE.CORTEX_USER', 'SNOWFLAKE."CORTEX-MODEL-ROLE-MISTRAL-LARGE2"'])
})

test('two emulators in one process cannot share a folder; one that closed makes room', async () => {
  const seed = { scripts: [], publicKeys: {} }
  const first = await startEmulator({ dataDir: folder, seed })
  await expect(startEmulator({ dataDir: folder, seed })).rejects.toThrow('Another emulator is running on')
  await first.close()
  await using second = await startEmulator({ dataDir: folder, seed })
  expect(second.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})

test('a start that fails gives the folder back', async () => {
  const broken = join(folder, 'broken.sql')
  writeFileSync(broken, 'CREATE ROLE R;\nGRANT ROLE R TO ROLE NOTHING;')
  const start = startEmulator({ dataDir: folder, seed: { scripts: [broken], publicKeys: {} } })
  await expect(start).rejects.toThrow("broken.sql, line 2: SQL compilation error: Role 'NOTHING' does not exist")
  await using second = await startEmulator({ dataDir: folder, seed: { scripts: [], publicKeys: {} } })
  expect(second.sql("SHOW ROLES LIKE 'R'")).toMatchObject([{ rows: [] }])
})
