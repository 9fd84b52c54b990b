import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { decodeJwt, jwtVerify, SignJWT } from 'jose'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fingerprint } from './fingerprint.ts'
import { createJwtFactory, type JwtFactoryOptions } from './jwt-factory.ts'
import { KeyError } from './key-error.ts'
import { tempFolder } from '../testing/temp-folder.ts'

const [alphaKey, newKey] = [generateKey(), generateKey()]
const START_MS = Date.UTC(2026, 10, 20, 12)
const MINUTE_MS = 60_000

afterEach(() => void vi.restoreAllMocks())

describe('what a token says', () => {
  test.each([
    // [account, user, sub]
    ['myorg-myaccount', 'coco_user_alpha', 'MYORG-MYACCOUNT.COCO_USER_ALPHA'],
    ['xy12345.us-east-1.aws', 'COCO_USER_ALPHA', 'XY12345.COCO_USER_ALPHA'],
    ['myorg-my_account', 'Coco.User@example.com', 'MYORG-MY_ACCOUNT.COCO.USER@EXAMPLE.COM'],
    ['xy12345-ab1.global', 'u', 'XY12345.U'],
  ])('C56–C58: %s and %s give sub %s, and the public key verifies it', async (account, user, sub) => {
    const { factory } = build({ account, user })
    const { value, type } = await factory.token()
    const { payload, protectedHeader } = await jwtVerify(value, createPublicKey(alphaKey), {
      algorithms: ['RS256'],
      currentDate: new Date(START_MS),
    })
    expect(type).toBe('KEYPAIR_JWT')
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT' })
    const iat = START_MS / 1000
    expect(payload).toEqual({ sub, iss: `${sub}.${fingerprint(alphaKey)}`, iat, exp: iat + 3540 })
  })

  test('times are whole seconds, never in the future', async () => {
    const { factory, clock } = build()
    clock.wallMs += 999
    const { iat = 0, exp = 0 } = decodeJwt((await factory.token()).value)
    expect([iat, exp]).toEqual([START_MS / 1000, START_MS / 1000 + 3540])
  })

  test('a wrong account stops before anything is signed', () => {
    expect(() => build({ account: 'not an account' })).toThrow(/is not a Snowflake account identifier/)
  })

  test('the fingerprint is that of the key in use', async () => {
    expect(await build().factory.fingerprint()).toBe(fingerprint(alphaKey))
  })
})

describe('one token serves everybody until it has 300 s left', () => {
  test('a hundred who wait share one signing', async () => {
    const { factory, signings } = build()
    const tokens = await Promise.all(Array.from({ length: 100 }, () => factory.token()))
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
    expect(signings()).toBe(1)
  })

  test('C60: it is kept while more than 300 s are left and renewed when 300 s are left', async () => {
    const { factory, clock } = build()
    const first = await factory.token()
    clock.pass(3540_000 - 300_001)
    expect(await factory.token()).toBe(first)
    clock.pass(1)
    const second = await factory.token()
    expect(decodeJwt(second.value).iat).toBe(START_MS / 1000 + 3240)
  })

  test('a hundred who come when it is due share one renewal', async () => {
    const { factory, clock, signings } = build()
    await factory.token()
    clock.pass(55 * MINUTE_MS)
    await Promise.all(Array.from({ length: 100 }, () => factory.token()))
    expect(signings()).toBe(2)
  })
})

describe('a wall clock that leaps never yields a token from the future or an expired one', () => {
  test.each([
    ['90 minutes forward', 90 * MINUTE_MS],
    ['a day forward', 1440 * MINUTE_MS],
    ['90 minutes back', -90 * MINUTE_MS],
    ['a day back', -1440 * MINUTE_MS],
    ['one second back', -1000],
  ])('%s', async (_leap, byMs) => {
    const { factory, clock } = build()
    await factory.token()
    clock.wallMs += byMs
    const { iat = 0, exp = 0 } = decodeJwt((await factory.token()).value)
    expect(iat * 1000).toBeLessThanOrEqual(clock.wallMs)
    expect(exp * 1000 - clock.wallMs).toBeGreaterThan(300_000)
  })

  test('stepped back a little again and again, it is renewed after 54 minutes of real time', async () => {
    const { factory, clock, signings } = build()
    await factory.token()
    for (let minute = 0; minute < 54; minute += 1) {
      clock.pass(MINUTE_MS)
      clock.wallMs -= MINUTE_MS - 1000
      await factory.token()
    }
    expect(signings()).toBe(2)
  })

  test('after sleep, when only the wall clock went on, it is renewed', async () => {
    const { factory, clock, signings } = build()
    await factory.token()
    clock.wallMs += 8 * 60 * MINUTE_MS
    await factory.token()
    expect(signings()).toBe(2)
  })
})

describe('a refused token is replaced', () => {
  test('once, however many were refused with it', async () => {
    const { factory, clock, signings } = build()
    const refused = await factory.token()
    clock.pass(5000)
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => {
        factory.invalidate(refused)
        return factory.token()
      }),
    )
    expect(signings()).toBe(2)
    expect(new Set(answers.map(({ value }) => value)).size).toBe(1)
    expect(answers[0]?.value).not.toBe(refused.value)
  })

  test('once also when the new one is the same text, because less than a second has passed', async () => {
    const { factory, signings } = build()
    const refused = await factory.token()
    for (let waiter = 0; waiter < 20; waiter += 1) {
      factory.invalidate({ ...refused })
      await factory.token()
    }
    expect(signings()).toBe(2)
  })

  test('but the refusal of an older token leaves the newer one alone', async () => {
    const { factory, clock } = build()
    const older = await factory.token()
    clock.pass(55 * MINUTE_MS)
    const newer = await factory.token()
    factory.invalidate(older)
    expect(await factory.token()).toBe(newer)
  })
})

describe('a key file may be replaced under way', () => {
  test('fault 39: the new key signs a second later, without a refusal', async () => {
    using folder = tempFolder()
    const { factory, clock, path } = buildOnFile(folder)
    await factory.token()
    replace(path, pem(newKey))
    clock.pass(1000)
    expect(await signer(await factory.token(), clock.wallMs)).toBe('new key')
    expect(await factory.fingerprint()).toBe(fingerprint(newKey))
  })

  test('fault 39: it signs at once after a refusal', async () => {
    using folder = tempFolder()
    const { factory, clock, path } = buildOnFile(folder)
    const refused = await factory.token()
    replace(path, pem(newKey))
    factory.invalidate(refused)
    expect(await signer(await factory.token(), clock.wallMs)).toBe('new key')
  })

  test('fault 40: a half-written, empty or vanished file leaves the last good key in use and is reported once', async () => {
    using folder = tempFolder()
    const { factory, clock, path, problems } = buildOnFile(folder)
    const first = await factory.token()
    for (const content of [pem(newKey).slice(0, 700), '', null]) {
      if (content === null) rmSync(path)
      else writeFileSync(path, content)
      for (let second = 0; second < 3; second += 1) {
        clock.pass(1000)
        expect(await factory.token()).toBe(first)
      }
    }
    expect(problems.map((problem) => (problem as KeyError).code)).toEqual(['not_a_key', 'empty', 'missing'])
    writeFileSync(path, pem(newKey))
    clock.pass(1000)
    expect(await signer(await factory.token(), clock.wallMs)).toBe('new key')
  })

  test('the file is looked at once a second at most', async () => {
    using folder = tempFolder()
    const { factory, clock, path } = buildOnFile(folder)
    const first = await factory.token()
    replace(path, pem(newKey))
    clock.pass(999)
    expect(await factory.token()).toBe(first)
  })

  test('the same key written again keeps the token', async () => {
    using folder = tempFolder()
    const { factory, clock, path, signings } = buildOnFile(folder)
    const first = await factory.token()
    replace(path, pem(alphaKey))
    clock.pass(1000)
    expect(await factory.token()).toBe(first)
    expect(signings()).toBe(1)
  })

  test('a key that was missing from the start is used once it is there', async () => {
    using folder = tempFolder()
    const path = folder.file('late.p8')
    const { factory, clock } = build({ privateKey: { path, passphrase: null } })
    await expect(factory.token()).rejects.toBeInstanceOf(KeyError)
    await expect(factory.token()).rejects.toMatchObject({ code: 'missing', path })
    writeFileSync(path, pem(newKey))
    clock.pass(1000)
    expect(await signer(await factory.token(), clock.wallMs)).toBe('new key')
  })
})

function build(overrides: Partial<JwtFactoryOptions> = {}) {
  const sign = vi.spyOn(SignJWT.prototype, 'sign')
  const clock = {
    wallMs: START_MS,
    monotonicMs: 5000,
    pass(ms: number) {
      this.wallMs += ms
      this.monotonicMs += ms
    },
  }
  const problems: unknown[] = []
  const factory = createJwtFactory({
    account: 'myorg-myaccount',
    user: 'COCO_USER_ALPHA',
    privateKey: { key: pem(alphaKey), passphrase: null },
    now: () => clock.wallMs,
    monotonicNow: () => clock.monotonicMs,
    onProblem: (problem) => problems.push(problem),
    ...overrides,
  })
  return { factory, clock, problems, signings: () => sign.mock.calls.length }
}

function buildOnFile(folder: { file(name: string): string }) {
  const path = folder.file('alpha_rsa_key.p8')
  writeFileSync(path, pem(alphaKey))
  return { path, ...build({ privateKey: { path, passphrase: null } }) }
}

/** Whose public key verifies the token. */
async function signer({ value }: { value: string }, nowMs: number): Promise<string> {
  for (const [name, key] of [
    ['alpha', alphaKey],
    ['new key', newKey],
  ] as const) {
    const verified = await jwtVerify(value, createPublicKey(key), { currentDate: new Date(nowMs) }).catch(() => null)
    if (verified) return name
  }
  return 'nobody'
}

function replace(path: string, content: string): void {
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}

function generateKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}
