import { createKeyPair } from '@coco/core/jwt/create-key-pair'
import type { TenantDocuments } from '@coco/core/tenants/tenant'
import { hasKeyPair } from '@coco/core/tenants/tenant'
import { openTenantRegistry } from '@coco/core/tenants/tenant-registry'
import { tempFolder } from '@coco/core/testing/temp-folder'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Answer, oneCell, standInAccount } from '../testing/stand-in-account.ts'
import { checkTenant } from './check-tenant.ts'

async function check({
  sql = oneCell('COCO_TENANT_ALPHA'),
  models = { body: { models: ['claude-4-sonnet'] } },
  embed = { body: { data: [{ index: 0, embedding: [[1, 0]] }] } },
  search = { body: { results: [] } },
  documents = null,
  snowflake = {},
}: {
  sql?: Answer
  models?: Answer
  embed?: Answer
  search?: Answer
  documents?: TenantDocuments | null
  /** Other names than the quickstart's. */
  snowflake?: { user?: string; role?: string }
}) {
  const folder = tempFolder()
  onTestFinished(() => folder[Symbol.dispose]())
  await createKeyPair({ privateKeyPath: folder.file('keys/alpha_rsa_key.p8'), publicKeyPath: folder.file('alpha.pub') })
  const [alpha] = openTenantRegistry({ folder: folder.path, settings: {}, watch: false }).list().filter(hasKeyPair)
  const url = await standInAccount((_method, path) => {
    if (path.startsWith('/api/v2/statements')) return sql
    if (path.endsWith('inference:embed')) return embed
    return path.includes('/cortex-search-services/') ? search : models
  })
  const tenant = { ...alpha!, documents, snowflake: { ...alpha!.snowflake, ...snowflake } }
  return checkTenant(tenant, { account: 'myorg-a', sqlUrl: url, cortexUrl: `${url}/api/v2/cortex` }, null, false)
}

describe('doctor follows a tenant from its key to its models', () => {
  test('when everything is right', async () => {
    expect(await check({})).toMatchObject([
      { check: 'key', ok: true, detail: expect.stringMatching(/alpha_rsa_key\.p8, SHA256:/) },
      { check: 'sign-in', ok: true },
      { check: 'role', ok: true, detail: 'COCO_TENANT_ALPHA' },
      { check: 'models', ok: true, detail: 'claude-4-sonnet' },
      { check: 'embeddings', ok: true, detail: 'snowflake-arctic-embed-m-v1.5' },
    ])
  })

  test('a refused token ends it, with the fingerprint to compare and the question to ask', async () => {
    const id = '3f0c8a52-8b0e-4a4c-9a3e-2b6f0d1c7e11'
    const findings = await check({
      sql: { status: 401, body: { code: '390144', message: `JWT token is invalid. [${id}]` } },
    })
    expect(findings.map(({ check: name }) => name)).toEqual(['key', 'sign-in'])
    expect(findings[1]).toMatchObject({
      ok: false,
      remedy: expect.stringMatching(
        /DESC USER COCO_USER_ALPHA .*SHA256:.*SYSTEM\$GET_LOGIN_FAILURE_DETAILS\('3f0c8a52/,
      ),
    })
  })

  test('another role than the declared one comes with the statement that changes it', async () => {
    const findings = await check({ sql: oneCell('PUBLIC') })
    expect(findings.find(({ check: name }) => name === 'role')).toMatchObject({
      ok: false,
      remedy:
        'GRANT ROLE COCO_TENANT_ALPHA TO USER COCO_USER_ALPHA; ALTER USER COCO_USER_ALPHA SET DEFAULT_ROLE = COCO_TENANT_ALPHA;',
    })
  })

  test('a default model that is not granted comes with its GRANT', async () => {
    const findings = await check({ models: { body: { models: ['mistral-large2'] } } })
    expect(findings.find(({ check: name }) => name === 'models')).toMatchObject({
      check: 'models',
      ok: false,
      detail: 'mistral-large2; its default claude-4-sonnet is not among them',
      remedy: 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_ALPHA;',
    })
  })

  describe('names that are no plain identifiers stay names in the SQL that is offered', () => {
    const snowflake = { user: 'ANN"; DROP USER BOB; --', role: 'my role' }

    test('for a role', async () => {
      const findings = await check({ sql: oneCell('PUBLIC'), snowflake })
      expect(findings.find(({ check: name }) => name === 'role')).toMatchObject({
        remedy:
          'GRANT ROLE "my role" TO USER "ANN""; DROP USER BOB; --"; ALTER USER "ANN""; DROP USER BOB; --" SET DEFAULT_ROLE = "my role";',
      })
    })

    test('for a key', async () => {
      const refused = { status: 401, body: { code: '390144', message: 'JWT token is invalid.' } }
      const findings = await check({ sql: refused, snowflake })
      expect(findings.at(-1)).toMatchObject({
        remedy: expect.stringMatching(
          /^Compare DESC USER "ANN""; DROP USER BOB; --" .* ALTER USER "ANN""; DROP USER BOB; --" SET RSA_PUBLIC_KEY/,
        ),
      })
    })

    test.each([
      ['a model', { body: { models: [] } }, 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO'],
      [
        'Cortex',
        { status: 403, body: { code: '003001', message: 'no' } },
        'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO',
      ],
    ])('for %s', async (_what, models, grant) => {
      const findings = await check({ sql: oneCell('my role'), models, snowflake })
      expect(findings.find(({ check: name }) => name === 'models')).toMatchObject({
        remedy: expect.stringContaining(`${grant} ROLE "my role";`),
      })
    })
  })

  test('an account that may not call Cortex is told apart from a wrong key', async () => {
    const body = { code: '003001', message: 'This account is not allowed to access this endpoint.', request_id: 'r' }
    const findings = await check({ models: { status: 403, body } })
    expect(findings.find(({ check: name }) => name === 'models')).toMatchObject({
      check: 'models',
      ok: false,
      remedy: expect.stringContaining('trial account'),
    })
  })

  describe('its documents', () => {
    const documents = { database: 'COCO_DOCUMENTS', schema: 'TENANT_ALPHA', warehouse: 'COCO_WH' }
    const SCRIPT = 'npm run coco -- sql -f sql/04_documents.sql'

    test('where it declares a place for them, both services are asked', async () => {
      expect((await check({ documents })).slice(-3)).toMatchObject([
        { check: 'embeddings', ok: true },
        { check: 'search', ok: true, detail: 'COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES_SEARCH' },
        { check: 'search', ok: true, detail: 'COCO_DOCUMENTS.TENANT_ALPHA.PERSONAL_PASSAGES_SEARCH' },
      ])
    })

    test('a model of vectors that is not granted comes with its GRANT and the script', async () => {
      const findings = await check({ embed: { status: 403, body: { code: '003001', message: 'no such model' } } })
      expect(findings.at(-1)).toMatchObject({
        check: 'embeddings',
        ok: false,
        detail: expect.stringMatching(/^snowflake-arctic-embed-m-v1\.5: /),
        remedy: expect.stringMatching(/^GRANT APPLICATION ROLE SNOWFLAKE\."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED/),
      })
      expect(findings.at(-1)).toMatchObject({ remedy: expect.stringContaining(SCRIPT) })
    })

    test('services that are not there come with the GRANTs and the script that makes them', async () => {
      const findings = await check({ documents, search: { status: 404, body: { code: '404', message: 'none' } } })
      expect(findings.slice(-2).map(({ check: name, ok }) => [name, ok])).toEqual([
        ['search', false],
        ['search', false],
      ])
      expect(findings.at(-1)).toMatchObject({
        remedy: expect.stringMatching(/USAGE ON CORTEX SEARCH SERVICE .*PERSONAL_PASSAGES_SEARCH TO ROLE/),
      })
      expect(findings.at(-1)).toMatchObject({ remedy: expect.stringContaining(SCRIPT) })
    })

    test('what is down for a while asks for patience, not for a GRANT', async () => {
      const findings = await check({ documents, search: { status: 400, body: { code: '1', message: 'odd' } } })
      expect(findings.at(-1)).toMatchObject({ ok: false, remedy: expect.stringMatching(/^Try again/) })
    })
  })
})
