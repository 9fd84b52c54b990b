import { beforeEach, describe, expect, test } from 'vitest'
import { parseAccountIdentifier } from '../account-identity.ts'
import { CAST, openSqlConsole } from '../testing/sql-console.ts'
import { createModelAccess, usableModelObjects } from './model-access.ts'
import { modelCatalog } from './model-catalog.ts'
import { newAccount } from './new-account.ts'
import { heldRoles } from './role-graph.ts'

let sql: ReturnType<typeof openSqlConsole>
beforeEach(() => {
  sql = openSqlConsole()
  sql.run(CAST)
})

const ann = { userName: 'ANN', defaultRole: 'TENANT_A' }
const nobody = { userName: 'GUS', defaultRole: null }
const access = () => createModelAccess(sql.store.read)

const CLOSE = `
  REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC;
  CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL');
`

describe('a new account', () => {
  test('is open: everybody has Cortex and every model that chats', () => {
    expect(access().hasCortexRole(nobody)).toBe(true)
    const chatting = modelCatalog.filter((model) => model.task === 'chat').map((model) => model.name)
    expect(access().usableModels(nobody)).toEqual(chatting.sort((a, b) => (a < b ? -1 : 1)))
  })

  test('is closed for everybody but ACCOUNTADMIN once both doors are', () => {
    sql.run(CLOSE)
    expect([access().hasCortexRole(ann), access().usableModels(ann)]).toEqual([false, []])
    const admin = { userName: 'COCO_ADMIN', defaultRole: 'ACCOUNTADMIN' }
    expect([access().hasCortexRole(admin), access().mayUseModel(admin, 'deepseek-r1')]).toEqual([true, true])
    expect(access().hasCortexRole({ userName: 'CLEO', defaultRole: 'SECURITYADMIN' })).toBe(false)
  })
})

describe('a model', () => {
  beforeEach(() => {
    sql.run(CLOSE)
    sql.run('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-LLAMA3.1-70B" TO ROLE TENANT_A')
    sql.run('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED-M" TO ROLE TENANT_A')
  })

  test.each([
    ['llama3.1-70b', true],
    ['LLAMA3.1-70B', true],
    ['SNOWFLAKE.MODELS."LLAMA3.1-70B"', true],
    ['snowflake.models."LLAMA3.1-70B"', true],
    ['SNOWFLAKE.MODELS."llama3.1-70b"', false],
    ['OTHER.MODELS."LLAMA3.1-70B"', false],
    ['"LLAMA3.1-70B"', false],
    ['llama3.1-70b ', false],
    ['llama3.1-8b', false],
    ['snowflake-arctic-embed-m', false],
    ['CORTEX-MODEL-ROLE-ALL', false],
    ['', false],
  ])('"%s" may be used for chat: %s', (model, expected) => {
    expect(access().mayUseModel(ann, model)).toBe(expected)
  })

  test('is not named by letters that are Latin only in capitals', () => {
    sql.run('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-MISTRAL-7B" TO ROLE TENANT_A')
    const names = ['mistral-7b', 'miſtral-7b', 'mıstral-7b']
    expect(names.filter((name) => access().mayUseModel(ann, name))).toEqual(['mistral-7b'])
  })

  test('that embeds is among the objects of the role, though none to chat with', () => {
    const held = heldRoles(sql.store.read(), [{ kind: 'ROLE', name: 'TENANT_A' }])
    expect(usableModelObjects(sql.store.read(), held)).toEqual(['LLAMA3.1-70B', 'SNOWFLAKE-ARCTIC-EMBED-M'])
    expect(access().usableModels(ann)).toEqual(['llama3.1-70b'])
    const models = ['snowflake-arctic-embed-m', 'e5-base-v2', 'llama3.1-70b', 'no-such-model']
    expect(models.filter((model) => access().mayEmbedWith(ann, model))).toEqual(['snowflake-arctic-embed-m'])
  })

  test('granted to PUBLIC reaches who has no role at all', () => {
    sql.run('GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1" TO ROLE PUBLIC')
    expect(access().usableModels(nobody)).toEqual(['deepseek-r1'])
  })
})

test('a refresh brings models that a newer catalog knows, and their roles', () => {
  sql.store.change((draft) => {
    draft.models = draft.models.filter((name) => name !== 'DEEPSEEK-R1')
  })
  const grant = 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1" TO ROLE TENANT_A'
  expect(access().mayUseModel(ann, 'deepseek-r1')).toBe(false)
  expect(() => sql.run(grant)).toThrow('does not exist or not authorized')
  expect(sql.run('CALL SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH()').rows[0]?.[0]).toContain('1 added')
  sql.run(grant)
  expect(access().mayUseModel(ann, 'deepseek-r1')).toBe(true)
})

test('a thousand tenants do not make a question slow', () => {
  const data = newAccount(parseAccountIdentifier('COCO-LOCAL'), 'COCO_ADMIN', 0)
  for (let index = 0; index < 1_000; index += 1) {
    const role = { kind: 'ROLE' as const, name: `TENANT_${index}` }
    data.roleGrants.push({
      role: { kind: 'APPLICATION_ROLE', name: 'CORTEX-MODEL-ROLE-DEEPSEEK-R1' },
      to: role,
      grantedBy: '',
      createdAtMs: 0,
    })
  }
  const many = createModelAccess(() => data)
  const startedAtMs = performance.now()
  for (let index = 0; index < 100; index += 1)
    many.mayUseModel({ userName: 'U', defaultRole: 'TENANT_500' }, 'deepseek-r1')
  expect(performance.now() - startedAtMs).toBeLessThan(1_000)
})
