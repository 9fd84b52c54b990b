import { expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createSecret } from '../../platform/secret.ts'
import { createAttemptSeal } from './sealed-attempt.ts'

const attempt = { state: 's', nonce: 'n', verifier: 'v', redirectUri: 'http://x/callback', returnTo: '/' }
const clock = createManualClock()
const { seal, open } = createAttemptSeal(createSecret('a secret of this server'), clock.now)

test('what was sealed here is opened here, for ten minutes', async () => {
  const sealed = await seal(attempt)
  clock.advance(599_000)
  expect(await open(sealed)).toEqual(attempt)
  clock.advance(2_000)
  expect(await open(sealed)).toBeNull()
})

test('nothing of it can be read or changed on the way', async () => {
  const sealed = await seal({ ...attempt, verifier: 'only-the-server-knows-this' })
  const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
  expect(parts.join()).not.toContain('only-the-server')
  const changed = sealed.replace(/.{8}$/, (end) => end.split('').toReversed().join(''))
  expect(await open(changed)).toBeNull()
})

test.each(['', 'x', 'a.b.c.d.e', 'eyJhbGciOiJub25lIn0.e30.'])('%j opens nothing', async (sealed) => {
  expect(await open(sealed)).toBeNull()
})

test('what another server sealed opens nothing', async () => {
  const other = createAttemptSeal(createSecret('the secret of another'), clock.now)
  expect(await open(await other.seal(attempt))).toBeNull()
})
