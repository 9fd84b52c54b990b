import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createKeySet, OIDC_KEYS_MAX_AGE_MS } from './key-set.ts'

interface Signer {
  jwk: JWK
  token: string
}
let [first, second]: Signer[] = []
async function makeSigner(kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' }, token }
}
beforeAll(async () => {
  ;[first, second] = await Promise.all([makeSigner('first'), makeSigner('second')])
})

function setUp() {
  const clock = createManualClock()
  const issuer = { keys: [first!.jwk], isUp: true, asked: 0 }
  const getKey = createKeySet({
    async fetchKeys() {
      issuer.asked += 1
      if (!issuer.isUp) throw new Error('the issuer is down')
      return { keys: issuer.keys }
    },
    monotonicMs: clock.monotonicMs,
    log: { warn: () => {} },
  })
  const accepts = ({ token }: Signer = first!) =>
    jwtVerify(token, getKey).then(
      () => true,
      () => false,
    )
  return { clock, issuer, accepts }
}

test('keys are asked for when they are needed, by many at once only once, and again after five minutes', async () => {
  const { clock, issuer, accepts } = setUp()
  expect(issuer.asked).toBe(0)
  expect(await Promise.all([accepts(), accepts(), accepts()])).toEqual([true, true, true])
  expect(issuer.asked).toBe(1)
  clock.advance(5 * 60_000 + 1)
  await accepts()
  expect(issuer.asked).toBe(2)
})

test('a new key of the issuer is found without a restart, an old one is forgotten', async () => {
  const { clock, issuer, accepts } = setUp()
  await accepts()
  issuer.keys = [second!.jwk]
  clock.advance(30_000)
  expect(await accepts(second)).toBe(true)
  expect(await accepts(first)).toBe(false)
})

test('tokens with unknown keys cost the issuer one question in thirty seconds', async () => {
  const { clock, issuer, accepts } = setUp()
  await accepts()
  clock.advance(30_000)
  for (let call = 0; call < 50; call++) expect(await accepts(second)).toBe(false)
  expect(issuer.asked).toBe(2)
})

test('while the issuer is down its keys hold for an hour, and then nobody is believed', async () => {
  const { clock, issuer, accepts } = setUp()
  await accepts()
  issuer.isUp = false
  clock.advance(OIDC_KEYS_MAX_AGE_MS)
  expect(await accepts()).toBe(true)
  clock.advance(1)
  expect(await accepts()).toBe(false)
  issuer.isUp = true
  clock.advance(30_000)
  expect(await accepts()).toBe(true)
})

test('an issuer that was never there is believed nothing, and not asked for every token', async () => {
  const { issuer, accepts } = setUp()
  issuer.isUp = false
  for (let call = 0; call < 20; call++) expect(await accepts()).toBe(false)
  expect(issuer.asked).toBe(1)
})
