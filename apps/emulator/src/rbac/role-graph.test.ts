import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSqlConsole } from '../testing/sql-console.ts'
import { heldRoles } from './role-graph.ts'

const ROLES = ['A', 'B', 'C', 'D', 'E', 'F']
const name = fc.constantFrom(...ROLES)
const change = fc.record({ verb: fc.constantFrom('GRANT', 'GRANT', 'REVOKE'), role: name, to: name })

/** What a role contains, worked out the slow way: add what is one grant further until nothing is added. */
function contents(role: string, edges: ReadonlySet<string>): Set<string> {
  const reached = new Set([role])
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const edge of edges) {
      const [inner = '', outer = ''] = edge.split(' in ')
      if (reached.has(outer)) reached.add(inner)
    }
  }
  return reached
}

test('whatever is granted and revoked, a role holds what a slow count says, and never contains itself', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const sql = openSqlConsole()
      sql.run(ROLES.map((role) => `CREATE ROLE ${role};`).join(' '))
      const edges = new Set<string>()
      for (const { verb, role, to } of changes) {
        const edge = `${role} in ${to}`
        const wouldCircle = verb === 'GRANT' && contents(role, edges).has(to)
        const run = () => sql.run(`${verb} ROLE ${role} ${verb === 'GRANT' ? 'TO' : 'FROM'} ROLE ${to}`)
        expect(refusal(run)).toBe(wouldCircle ? '003001' : null)
        if (verb === 'REVOKE') edges.delete(edge)
        else if (!wouldCircle) edges.add(edge)
      }
      for (const role of ROLES) {
        const held = heldRoles(sql.store.read(), [{ kind: 'ROLE', name: role }])
        const expected = contents(role, edges)
        expect(ROLES.filter((other) => held.has(`ROLE:${other}`))).toEqual(ROLES.filter((other) => expected.has(other)))
      }
    }),
    { numRuns: 150 },
  )
})

function refusal(run: () => unknown): unknown {
  try {
    run()
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}
