import { PersonId, SessionId } from '@coco/shared/ids'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createSecret } from '../../platform/secret.ts'
import { createAccessTokens } from './access-tokens.ts'

const SECRET = createSecret('a secret of at least 32 characters')
const claims = { sid: SessionId.parse(randomUUID()), sub: PersonId.parse(randomUUID()), ver: 1 }

function setUp({ secret = SECRET, instanceId = 'one' } = {}) {
  const clock = createManualClock()
  return { clock, ...createAccessTokens({ secret, instanceId, now: clock.now }) }
}

test('an access token says whose session it is, for ten minutes', async () => {
  const { sign, read, clock } = setUp()
  const { token, maxAgeSeconds } = await sign(claims)
  expect(await read(token)).toEqual(claims)
  clock.advance(maxAgeSeconds * 1000 - 1)
  expect(await read(token)).toEqual(claims)
  clock.advance(1)
  expect([maxAgeSeconds, await read(token)]).toEqual([600, null])
})

test('one that was tampered with, is unsigned, or comes from elsewhere says nothing', async () => {
  const { sign, read } = setUp()
  const { token } = await sign(claims)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
  const changed = `${header}.${payload}.${signature.slice(4)}${signature.slice(0, 4)}`
  for (const wrong of [unsigned, changed, '', 'x.y.z']) expect(await read(wrong)).toBeNull()
  expect(await setUp({ instanceId: 'two' }).read(token)).toBeNull()
  expect(await setUp({ secret: createSecret('another secret of 32 characters!') }).read(token)).toBeNull()
})
