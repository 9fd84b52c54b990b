import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSqlConsole } from '../testing/sql-console.ts'
import { createSearchAccess } from './search-access.ts'

/** The way to a service for who asks, and from it to its rows for its owner. */
const ASKING = [
  'USAGE ON DATABASE DB',
  'USAGE ON SCHEMA DB.S',
  'USAGE ON CORTEX SEARCH SERVICE DB.S.FIND',
  'MONITOR ON CORTEX SEARCH SERVICE DB.S.FIND',
]
const OWNING = ['USAGE ON DATABASE DB', 'USAGE ON SCHEMA DB.S', 'SELECT ON TABLE DB.S.T']

const changes = fc.array(
  fc.record({
    verb: fc.constantFrom('GRANT', 'REVOKE'),
    what: fc.constantFrom(...new Set([...ASKING, ...OWNING])),
    // Who asks inherits WITHIN and everybody PUBLIC; OTHER belongs to somebody else.
    to: fc.constantFrom('ASKER', 'WITHIN', 'PUBLIC', 'OTHER', 'OWNER', 'OWNER'),
  }),
  { maxLength: 8 },
)

test('whatever is granted and revoked, a service answers exactly who holds the way to it, while its owner holds the way on', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(changes, (made) => {
      const sql = openSqlConsole()
      sql.run(`CREATE WAREHOUSE WH; CREATE DATABASE DB; CREATE SCHEMA DB.S; CREATE TABLE DB.S.T (A TEXT) CHANGE_TRACKING = TRUE;
        CREATE ROLE ASKER; CREATE ROLE WITHIN; CREATE ROLE OTHER; CREATE ROLE OWNER; CREATE USER U DEFAULT_ROLE = ASKER;
        GRANT ROLE WITHIN TO ROLE ASKER; GRANT ROLE ASKER TO USER U; GRANT ROLE OTHER TO USER U; GRANT ROLE OWNER TO ROLE ACCOUNTADMIN;
        GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE OWNER; GRANT USAGE ON WAREHOUSE WH TO ROLE OWNER;
        GRANT USAGE ON DATABASE DB TO ROLE OWNER; GRANT USAGE, CREATE CORTEX SEARCH SERVICE ON SCHEMA DB.S TO ROLE OWNER;
        GRANT SELECT ON TABLE DB.S.T TO ROLE OWNER`)
      sql.run(
        "CREATE CORTEX SEARCH SERVICE DB.S.FIND ON A WAREHOUSE = WH TARGET_LAG = '1 day' AS SELECT A FROM DB.S.T",
        'COCO_ADMIN',
        'OWNER',
      )
      const granted = new Set(OWNING.map((what) => `${what} TO OWNER`))
      for (const what of ASKING.slice(0, 3)) {
        sql.run(`GRANT ${what} TO ROLE ASKER`)
        granted.add(`${what} TO ASKER`)
      }
      for (const { verb, what, to } of made) {
        sql.run(`${verb} ${what} ${verb === 'GRANT' ? 'TO' : 'FROM'} ROLE ${to}`)
        if (verb === 'GRANT') granted.add(`${what} TO ${to}`)
        else granted.delete(`${what} TO ${to}`)
      }
      const hold = (roles: string[], what: string) => roles.some((role) => granted.has(`${what} TO ${role}`))
      const asks = ASKING.slice(0, 3).every((what) => hold(['ASKER', 'WITHIN', 'PUBLIC'], what))
      const owns = OWNING.every((what) => hold(['OWNER', 'PUBLIC'], what))
      const expected = asks ? (owns ? 'open' : 'broken') : 'missing'
      const { open } = createSearchAccess(sql.store.read, sql.rows)
      const opened = open({ userName: 'U', defaultRole: 'ASKER' }, ['DB', 'S', 'FIND'])
      expect(typeof opened === 'string' ? opened : 'open').toBe(expected)
      seen.set(expected, (seen.get(expected) ?? 0) + 1)
    }),
    { numRuns: 120, seed: 7 },
  )
  // Each outcome came up often enough to mean something.
  expect(Math.min(...['open', 'broken', 'missing'].map((known) => seen.get(known) ?? 0))).toBeGreaterThan(10)
})

test('roles that a user holds beside the default one count only as secondary roles', () => {
  const sql = openSqlConsole()
  sql.run(`CREATE WAREHOUSE WH; CREATE DATABASE DB; CREATE TABLE DB.PUBLIC.T (A TEXT) CHANGE_TRACKING = TRUE;
    CREATE CORTEX SEARCH SERVICE DB.PUBLIC.FIND ON A WAREHOUSE = WH TARGET_LAG = '1 day' AS SELECT A FROM DB.PUBLIC.T;
    CREATE ROLE PLAIN; CREATE ROLE FINDER; CREATE USER U DEFAULT_ROLE = PLAIN; GRANT ROLE PLAIN TO USER U; GRANT ROLE FINDER TO USER U;
    GRANT USAGE ON DATABASE DB TO ROLE FINDER; GRANT USAGE ON SCHEMA DB.PUBLIC TO ROLE FINDER;
    GRANT USAGE ON CORTEX SEARCH SERVICE DB.PUBLIC.FIND TO ROLE FINDER`)
  const { open } = createSearchAccess(sql.store.read, sql.rows)
  const ask = () => open({ userName: 'U', defaultRole: 'PLAIN' }, ['DB', 'PUBLIC', 'FIND'])
  expect(ask()).toBe('missing')
  sql.run("ALTER USER U SET DEFAULT_SECONDARY_ROLES = ('ALL')")
  expect(ask()).not.toBe('missing')
})
