import { PersonId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import type { Doors } from '../../store/doors.ts'
import { createAttempts } from './attempts.ts'
import { createPasswordHashes } from './password-hashes.ts'
import { createSignInTurns } from './sign-in-turns.ts'
import { createSignInWithPassword } from './password-sign-in.ts'

/** argon2's parameters stand before its salt. */
const parametersOf = (hash: string) => hash.split('$').slice(0, 4).join('$')

/** Signs in against one row of a database, and tells what had to be worked out. */
async function workFor(row: { passwordHash: string | null; isDeactivated?: boolean } | null) {
  const verified: string[] = []
  const engine = {
    hash: async () => '$argon2id$v=19$m=19456,t=2,p=1$salt$hash',
    verify: async (hash: string) => {
      verified.push(parametersOf(hash))
      return true
    },
  }
  const questions = vi.fn<() => Promise<unknown>>()
  const person = { id: PersonId.parse(randomUUID()), emailKey: 'ann', isSuperuser: false, isDeactivated: false, ...row }
  questions.mockResolvedValueOnce(row === null ? null : person).mockResolvedValueOnce({ memberships: [], last: null })
  const signIn = createSignInWithPassword({
    doors: { inIdentity: questions as Doors['inIdentity'] },
    passwords: createPasswordHashes(engine),
    inTurn: createSignInTurns(),
    attempts: createAttempts(createManualClock().monotonicMs),
    tenants: () => [],
    tryToBegin: async () => null,
    refuse: (_caller, error) => error,
  })
  const source = { address: null, userAgent: null, requestId: 'r' }
  const caller = { source, viewer: null, sessionCookie: { set() {}, clear() {} } }
  await expect(signIn(caller, { email: 'Ann', password: 'x' })).rejects.toMatchObject({ code: 'wrong_credentials' })
  return verified
}

test('a stranger costs the work of a person: one hash, with the same parameters', async () => {
  const known = await workFor({ passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$other$hash' })
  expect(known).toEqual(['$argon2id$v=19$m=19456,t=2,p=1'])
  expect(await workFor(null)).toEqual(known)
  expect(await workFor({ passwordHash: null })).toEqual(known)
  expect(await workFor({ passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$x$y', isDeactivated: true })).toEqual(known)
})
