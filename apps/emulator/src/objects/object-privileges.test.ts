import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAccountIdentifier } from '../account-identity.ts'
import { newAccount } from '../rbac/new-account.ts'
import { heldRoles } from '../rbac/role-graph.ts'
import { openSqlConsole } from '../testing/sql-console.ts'
import { hasObjectPrivilege, isWithinReach } from './object-privileges.ts'

const ROLES = ['R1', 'R2', 'R3']
const STEPS = ['USAGE ON DATABASE DB', 'USAGE ON SCHEMA DB.S', 'SELECT ON TABLE DB.S.T', 'INSERT ON TABLE DB.S.T']

/** GRANT and REVOKE of the way to a table, and of roles to roles; only to later ones, so that there is no circle. */
const changes = fc.array(
  fc.record({
    verb: fc.constantFrom('GRANT', 'GRANT', 'GRANT', 'REVOKE'),
    what: fc.oneof(fc.constantFrom(...STEPS), fc.constantFrom('ROLE R1', 'ROLE R2')),
    to: fc.constantFrom('R2', 'R3', 'R1', 'PUBLIC'),
  }),
  { minLength: 10, maxLength: 24 },
)

test('whatever is granted and revoked, a role reads a table exactly when it holds the whole way to it', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(changes, (made) => {
      const sql = openSqlConsole()
      sql.run(`CREATE ROLE R1; CREATE ROLE R2; CREATE ROLE R3; CREATE WAREHOUSE WH; CREATE DATABASE DB; CREATE SCHEMA DB.S;
        CREATE TABLE DB.S.T (A INT); CREATE USER U DEFAULT_ROLE = R1 DEFAULT_WAREHOUSE = 'WH';
        GRANT USAGE ON WAREHOUSE WH TO ROLE PUBLIC; ${ROLES.map((role) => `GRANT ROLE ${role} TO USER U;`).join(' ')}`)
      const granted = new Set<string>()
      for (const { verb, what, to } of made) {
        const isRole = what.startsWith('ROLE ')
        // PUBLIC is in every role already, and a role goes to later ones only.
        if (isRole && (to === 'PUBLIC' || what.slice(5) >= to)) continue
        sql.run(`${verb} ${what} ${verb === 'GRANT' ? 'TO' : 'FROM'} ROLE ${to}`)
        if (verb === 'GRANT') granted.add(`${what} TO ${to}`)
        else granted.delete(`${what} TO ${to}`)
      }
      for (const role of ROLES) {
        const within = everythingIn(role, granted)
        const holds = (step: string) => within.some((inner) => granted.has(`${step} TO ${inner}`))
        const [database, schema, select, insert] = STEPS.map(holds)
        const reached = database && schema && (select || insert)
        const expected = reached ? (select ? 'rows' : '003001') : '002003'
        expect(outcome(() => sql.run('SELECT COUNT(*) FROM DB.S.T', 'U', role))).toBe(expected)
        seen.set(expected, (seen.get(expected) ?? 0) + 1)
      }
    }),
    { numRuns: 150 },
  )
  // Each outcome came up often enough to mean something.
  expect(Math.min(...['rows', '003001', '002003'].map((known) => seen.get(known) ?? 0))).toBeGreaterThan(10)
})

test('a thousand tenants do not make a question slow', () => {
  const data = newAccount(parseAccountIdentifier('COCO-LOCAL'), 'COCO_ADMIN', 0)
  const made = { owner: 'ACCOUNTADMIN', comment: '', createdAtMs: 0 }
  const grant = { grantOption: false, grantedBy: 'ACCOUNTADMIN', createdAtMs: 0 }
  data.databases.push({ name: 'DB', ...made })
  for (let index = 0; index < 1_000; index += 1) {
    const role = `TENANT_${index}`
    const schema = `S${index}`
    data.schemas.push({ database: 'DB', name: schema, ...made })
    const table = { id: schema, database: 'DB', schema, name: 'T', columns: [], primaryKey: [], changeTracking: true }
    data.tables.push({ ...table, ...made })
    data.objectGrants.push(
      { privilege: 'USAGE', object: { kind: 'DATABASE', path: ['DB'] }, role, ...grant },
      { privilege: 'USAGE', object: { kind: 'SCHEMA', path: ['DB', schema] }, role, ...grant },
      { privilege: 'SELECT', object: { kind: 'TABLE', path: ['DB', schema, 'T'] }, role, ...grant },
    )
  }
  const startedAtMs = performance.now()
  for (let index = 0; index < 100; index += 1) {
    const held = heldRoles(data, [{ kind: 'ROLE', name: `TENANT_${index}` }])
    const own = { kind: 'TABLE' as const, path: ['DB', `S${index}`, 'T'] }
    const next = { kind: 'TABLE' as const, path: ['DB', `S${index + 1}`, 'T'] }
    expect(isWithinReach(data, held, own) && hasObjectPrivilege(data, held, 'SELECT', own)).toBe(true)
    expect(isWithinReach(data, held, next)).toBe(false)
  }
  expect(performance.now() - startedAtMs).toBeLessThan(2_000)
})

/** The role itself, PUBLIC, and the roles that were granted to it, on to the end. */
function everythingIn(role: string, granted: ReadonlySet<string>): string[] {
  const inner = ROLES.filter((other) => granted.has(`ROLE ${other} TO ${role}`))
  return [role, 'PUBLIC', ...inner.flatMap((other) => everythingIn(other, granted))]
}

function outcome(run: () => unknown): unknown {
  try {
    run()
    return 'rows'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}
