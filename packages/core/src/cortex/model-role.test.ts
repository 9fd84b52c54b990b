import { expect, test } from 'vitest'
import { grantCortexSql, grantModelSql, modelRoleName } from './model-role.ts'

test('the statement that an administrator can paste', () => {
  expect(grantModelSql({ model: 'claude-4-sonnet', role: 'COCO_TENANT_BETA' })).toBe(
    'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA;',
  )
})

test('the statement that lets a role call Cortex at all, for names only', () => {
  expect(grantCortexSql('COCO_TENANT_BETA')).toBe('GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE COCO_TENANT_BETA;')
  expect(grantCortexSql('X; DROP ROLE Y')).toBeNull()
})

test.each([
  ['llama3.1-70b', 'CORTEX-MODEL-ROLE-LLAMA3.1-70B'],
  ['x', 'CORTEX-MODEL-ROLE-X'],
  ['a'.repeat(64), `CORTEX-MODEL-ROLE-${'A'.repeat(64)}`],
])('%s has the role %s', (model, role) => {
  expect(modelRoleName(model)).toBe(role)
})

test.each([
  '',
  '-x',
  '.x',
  'A',
  'a b',
  'a"b',
  'a;b',
  "a'b",
  'a\n',
  'a--b" TO ROLE x; DROP',
  'é',
  'a'.repeat(65),
  'db.s."m"',
])('no statement for the model %j', (model) => {
  expect(grantModelSql({ model, role: 'R' })).toBeNull()
})

test.each(['', '1R', 'R S', 'R;', 'R"', 'R-S', 'R.S', 'R\n', 'R--'])('no statement for the role %j', (role) => {
  expect(grantModelSql({ model: 'm', role })).toBeNull()
})
