import { generateKeyPairSync, sign } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { parseAccountIdentifier } from '../account-identity.ts'
import type { AccountData, UserRecord } from '../rbac/account-data.ts'
import { newAccount, newUser } from '../rbac/new-account.ts'
import { makeKeyPair } from '../testing/key-pair.ts'
import { encode, signToken, signWithSecret, type TokenParts, tokenParts } from '../testing/sign-token.ts'
import type { JwtError } from './login-failures.ts'
import { verifyJwt } from './verify-jwt.ts'

const NOW_MS = Date.UTC(2026, 10, 20, 12)
const NOW = NOW_MS / 1_000
const alpha = makeKeyPair()
const second = makeKeyPair()
const beta = makeKeyPair()
const stranger = makeKeyPair()

function account(change: Partial<UserRecord> = {}): AccountData {
  const data = newAccount(parseAccountIdentifier('COCO-LOCAL'), 'COCO_ADMIN', NOW_MS)
  const user = (name: string, rsaPublicKey: string) => ({ ...newUser(name, 'ACCOUNTADMIN', NOW_MS), rsaPublicKey })
  data.users.push({ ...user('ALPHA', alpha.publicKey), ...change }, user('BETA', beta.publicKey))
  data.users.push({ ...user('DOTTED', beta.publicKey), loginName: 'SVC.DOTTED@EXAMPLE.COM' })
  data.users.push(newUser('KEYLESS', 'ACCOUNTADMIN', NOW_MS))
  return data
}

const good = () => tokenParts('ALPHA', alpha, NOW_MS)
const withPayload = (payload: Record<string, unknown>): TokenParts => ({
  header: good().header,
  payload: { ...good().payload, ...payload },
})
const withHeader = (header: Record<string, unknown>): TokenParts => ({
  header: { ...good().header, ...header },
  payload: good().payload,
})
const signed = (parts: TokenParts) => signToken(parts, alpha)
const without = (claim: string): TokenParts => {
  const { [claim]: _, ...payload } = good().payload
  return { header: good().header, payload }
}
const locator = parseAccountIdentifier('COCO-LOCAL').locator

const accepted: [title: string, token: () => string, data?: () => AccountData][] = [
  ['times in seconds', () => signed(good())],
  [
    'times in milliseconds, as the Node driver writes them',
    () => signed(withPayload({ iat: NOW_MS, exp: NOW_MS + 120_000 })),
  ],
  ['iat in milliseconds and exp in seconds', () => signed(withPayload({ iat: NOW_MS, exp: NOW + 60 }))],
  ['times with a fraction', () => signed(withPayload({ iat: NOW - 0.5, exp: NOW + 59.5 }))],
  ['exp far in the future while iat is fresh', () => signed(withPayload({ exp: NOW + 86_400 * 365 }))],
  ['iat 59 minutes old', () => signed(withPayload({ iat: NOW - 3_540, exp: NOW + 60 }))],
  ['a clock that is 30 s ahead', () => signed(tokenParts('ALPHA', alpha, NOW_MS + 30_000))],
  ['a clock that is 30 s behind', () => signed(tokenParts('ALPHA', alpha, NOW_MS - 30_000))],
  ['RS384', () => signToken(withHeader({ alg: 'RS384' }), alpha, 'sha384')],
  ['RS512', () => signToken(withHeader({ alg: 'RS512' }), alpha, 'sha512')],
  ['a header without typ', () => signToken({ header: { alg: 'RS256' }, payload: good().payload }, alpha)],
  ['the locator as account', () => signed(tokenParts('ALPHA', alpha, NOW_MS, locator))],
  ['an underscore for the dash', () => signed(tokenParts('ALPHA', alpha, NOW_MS, 'COCO_LOCAL'))],
  ['a user in small letters', () => signed(tokenParts('alpha', alpha, NOW_MS))],
  ['a LOGIN_NAME with dots', () => signToken(tokenParts('SVC.DOTTED@EXAMPLE.COM', beta, NOW_MS), beta)],
  [
    'a LOGIN_NAME that is not the NAME',
    () => signed(tokenParts('LOGIN', alpha, NOW_MS)),
    () => account({ loginName: 'LOGIN' }),
  ],
  [
    'the second key of a rotation',
    () => signToken(tokenParts('ALPHA', second, NOW_MS), second),
    () => account({ rsaPublicKey2: second.publicKey }),
  ],
  ['the first key while there are two', () => signed(good()), () => account({ rsaPublicKey2: second.publicKey })],
  [
    'the second key once the first is gone',
    () => signToken(tokenParts('ALPHA', second, NOW_MS), second),
    () => account({ rsaPublicKey: null, rsaPublicKey2: second.publicKey }),
  ],
  [
    'kid, jku and jwk, which are ignored',
    () => signed(withHeader({ kid: 'x', jku: 'https://evil.example/keys', jwk: { kty: 'RSA' } })),
  ],
  ['claims that nobody asked for', () => signed(withPayload({ aud: 'x', nbf: NOW + 999, role: 'ACCOUNTADMIN' }))],
]

const refused: [title: string, token: () => string, errorCode: JwtError, data?: () => AccountData][] = [
  [
    'a key that is registered nowhere',
    () => signToken(tokenParts('ALPHA', stranger, NOW_MS), stranger),
    'JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH',
  ],
  ['a stranger who claims the right fingerprint', () => signToken(good(), stranger), 'JWT_TOKEN_INVALID_SIGNATURE'],
  [
    "another user's key with its own fingerprint",
    () => signToken(tokenParts('ALPHA', beta, NOW_MS), beta),
    'JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH',
  ],
  ["another user's key under this user's fingerprint", () => signToken(good(), beta), 'JWT_TOKEN_INVALID_SIGNATURE'],
  [
    'the first key signing for the second fingerprint',
    () => signed(tokenParts('ALPHA', second, NOW_MS)),
    'JWT_TOKEN_INVALID_SIGNATURE',
    () => account({ rsaPublicKey2: second.publicKey }),
  ],
  [
    'a key that was taken back',
    () => signed(good()),
    'JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH',
    () => account({ rsaPublicKey: null }),
  ],
  [
    'a user without any key',
    () => signed(tokenParts('KEYLESS', alpha, NOW_MS)),
    'JWT_TOKEN_INVALID_PUBLIC_KEY_FINGERPRINT_MISMATCH',
  ],
  ['a disabled user', () => signed(good()), 'JWT_TOKEN_INVALID', () => account({ disabled: true })],
  ['an unknown user', () => signed(tokenParts('NOBODY', alpha, NOW_MS)), 'JWT_TOKEN_INVALID_USER_IN_ISSUER'],
  [
    'the NAME where LOGIN_NAME differs',
    () => signed(good()),
    'JWT_TOKEN_INVALID_USER_IN_ISSUER',
    () => account({ loginName: 'LOGIN' }),
  ],
  ['another account', () => signed(tokenParts('ALPHA', alpha, NOW_MS, 'OTHER-ACCOUNT')), 'JWT_TOKEN_ACCOUNT_MISMATCH'],
  [
    'the organization alone as account',
    () => signed(tokenParts('ALPHA', alpha, NOW_MS, 'COCO')),
    'JWT_TOKEN_ACCOUNT_MISMATCH',
  ],
  [
    'an account in small letters',
    () => signed(tokenParts('ALPHA', alpha, NOW_MS, 'coco-local')),
    'JWT_TOKEN_ACCOUNT_MISMATCH',
  ],
  [
    'a locator with its region',
    () => signed(tokenParts('ALPHA', alpha, NOW_MS, `${locator}.US-EAST-1`)),
    'JWT_TOKEN_INVALID_USER_IN_ISSUER',
  ],
  ['iss and sub of two users', () => signed(withPayload({ sub: 'COCO-LOCAL.BETA' })), 'JWT_TOKEN_INVALID'],
  ['iss and sub of two accounts', () => signed(withPayload({ sub: 'OTHER.ALPHA' })), 'JWT_TOKEN_INVALID'],
  ['no iss', () => signed(without('iss')), 'JWT_TOKEN_INVALID_USER_IN_ISSUER'],
  ['no sub', () => signed(without('sub')), 'JWT_TOKEN_INVALID'],
  ['no iat', () => signed(without('iat')), 'JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME'],
  ['no exp', () => signed(without('exp')), 'JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME'],
  ['iat as text', () => signed(withPayload({ iat: String(NOW) })), 'JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME'],
  [
    'exp as a date',
    () => signed(withPayload({ exp: '2027-01-01T00:00:00Z' })),
    'JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME',
  ],
  ['exp null', () => signed(withPayload({ exp: null })), 'JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME'],
  ['negative times', () => signed(withPayload({ iat: -5, exp: -1 })), 'JWT_TOKEN_MISSING_ISSUE_OR_EXPIRATION_TIME'],
  [
    'expired a second ago',
    () => signed(withPayload({ iat: NOW - 60, exp: NOW - 1 })),
    'JWT_TOKEN_INVALID_EXPIRATION_TIME',
  ],
  [
    'expiring at this very moment',
    () => signed(withPayload({ iat: NOW - 60, exp: NOW })),
    'JWT_TOKEN_INVALID_EXPIRATION_TIME',
  ],
  [
    'expired, in milliseconds',
    () => signed(withPayload({ iat: NOW_MS - 9_000, exp: NOW_MS - 1 })),
    'JWT_TOKEN_INVALID_EXPIRATION_TIME',
  ],
  ['exp before iat', () => signed(withPayload({ iat: NOW + 50, exp: NOW + 20 })), 'JWT_TOKEN_INVALID_EXPIRATION_TIME'],
  [
    'iat an hour old with exp far ahead',
    () => signed(withPayload({ iat: NOW - 3_600, exp: NOW + 86_400 })),
    'JWT_TOKEN_INVALID_ISSUE_TIME',
  ],
  [
    'iat two hours old, in milliseconds',
    () => signed(withPayload({ iat: NOW_MS - 7_200_000, exp: NOW_MS + 60_000 })),
    'JWT_TOKEN_INVALID_ISSUE_TIME',
  ],
  [
    'iat two minutes in the future',
    () => signed(tokenParts('ALPHA', alpha, NOW_MS + 120_000)),
    'JWT_TOKEN_INVALID_ISSUE_TIME',
  ],
  [
    'iat two hours in the future',
    () => signed(tokenParts('ALPHA', alpha, NOW_MS + 7_200_000)),
    'JWT_TOKEN_INVALID_ISSUE_TIME',
  ],
  [
    'alg none with an empty signature',
    () => `${encode({ alg: 'none' })}.${encode(good().payload)}.`,
    'JWT_TOKEN_INVALID_ALGORITHM',
  ],
  ['alg none with some signature', () => signed(withHeader({ alg: 'none' })), 'JWT_TOKEN_INVALID_ALGORITHM'],
  ['alg None', () => signed(withHeader({ alg: 'None' })), 'JWT_TOKEN_INVALID_ALGORITHM'],
  [
    'HS256 with the public key as secret',
    () => signWithSecret(withHeader({ alg: 'HS256' }), Buffer.from(alpha.publicKey, 'base64')),
    'JWT_TOKEN_INVALID_ALGORITHM',
  ],
  [
    'an HMAC with the public key that calls itself RS256',
    () => signWithSecret(good(), Buffer.from(alpha.publicKey, 'base64')),
    'JWT_TOKEN_INVALID_SIGNATURE',
  ],
  ['PS256', () => signed(withHeader({ alg: 'PS256' })), 'JWT_TOKEN_INVALID_ALGORITHM'],
  ['ES256 by an elliptic key', signedByCurve, 'JWT_TOKEN_INVALID_ALGORITHM'],
  [
    'an algorithm that does not fit the hash',
    () => signToken(withHeader({ alg: 'RS512' }), alpha, 'sha256'),
    'JWT_TOKEN_INVALID_SIGNATURE',
  ],
  [
    'no alg',
    () => signToken({ header: { typ: 'JWT' }, payload: good().payload }, alpha),
    'JWT_TOKEN_INVALID_ALGORITHM',
  ],
  ['alg as a list', () => signed(withHeader({ alg: ['RS256'] })), 'JWT_TOKEN_INVALID_ALGORITHM'],
  ['a critical extension', () => signed(withHeader({ crit: ['b64'], b64: false })), 'JWT_TOKEN_INVALID'],
  [
    'a payload changed after signing',
    () => swap(1, encode(withPayload({ exp: NOW + 3_599 }).payload)),
    'JWT_TOKEN_INVALID_SIGNATURE',
  ],
  [
    'a header changed after signing',
    () => swap(0, encode({ alg: 'RS256', typ: 'JWT', kid: '1' })),
    'JWT_TOKEN_INVALID_SIGNATURE',
  ],
  ['a signature with one bit changed', () => swap(2, flipped()), 'JWT_TOKEN_INVALID_SIGNATURE'],
  ['a signature cut short', () => signed(good()).slice(0, -22), 'JWT_TOKEN_INVALID_SIGNATURE'],
  ['no signature', () => swap(2, ''), 'JWT_TOKEN_INVALID_SIGNATURE'],
  ['two parts', () => signed(good()).split('.').slice(0, 2).join('.'), 'JWT_TOKEN_INVALID'],
  ['four parts', () => `${signed(good())}.${encode({})}`, 'JWT_TOKEN_INVALID'],
  ['white space inside', () => signed(good()).replace('.', '. '), 'JWT_TOKEN_INVALID'],
  ['padding', () => `${signed(good())}==`, 'JWT_TOKEN_INVALID'],
  ['plain base64 instead of base64url', () => swap(2, '+/+/'), 'JWT_TOKEN_INVALID'],
  ['base64 junk', () => '!!!.???.###', 'JWT_TOKEN_INVALID'],
  ['an empty text', () => '', 'JWT_TOKEN_INVALID'],
  ['an API key', () => 'sk-alpha-secret-key-001', 'JWT_TOKEN_INVALID'],
  ['a header that is no object', () => swap(0, encode(['RS256'])), 'JWT_TOKEN_INVALID'],
  ['a payload that is no JSON', () => swap(1, Buffer.from('hello').toString('base64url')), 'JWT_TOKEN_INVALID'],
  ['a payload that is null', () => swap(1, encode(null)), 'JWT_TOKEN_INVALID'],
  ['a payload that is not UTF-8', () => swap(1, Buffer.from([0xff, 0xfe]).toString('base64url')), 'JWT_TOKEN_INVALID'],
  ['a token of 20 kB', () => signed(withPayload({ padding: 'x'.repeat(20_000) })), 'JWT_TOKEN_INVALID'],
  [
    'an issuer without a fingerprint',
    () => signed(withPayload({ iss: 'COCO-LOCAL.ALPHA' })),
    'JWT_TOKEN_INVALID_USER_IN_ISSUER',
  ],
  [
    'a fingerprint in base64url',
    () => signed(withPayload({ iss: `COCO-LOCAL.ALPHA.SHA256:${'_'.repeat(43)}` })),
    'JWT_TOKEN_INVALID_USER_IN_ISSUER',
  ],
  [
    'an issuer with a line break',
    () => signed(withPayload({ iss: `COCO-LOCAL.ALPHA\n.${alpha.fingerprint}`, sub: 'COCO-LOCAL.ALPHA\n' })),
    'JWT_TOKEN_INVALID_USER_IN_ISSUER',
  ],
]

describe('a token is taken with', () => {
  test.each(accepted)('%s', (_title, token, data = account) => {
    expect(verifyJwt(token(), data(), NOW_MS)).toMatchObject({ ok: true })
  })

  test('what an independent library signs', async () => {
    const { payload } = good()
    const token = await new SignJWT(payload).setProtectedHeader({ alg: 'RS256' }).sign(alpha.privateKey)
    expect(verifyJwt(token, account(), NOW_MS)).toMatchObject({ ok: true, user: { name: 'ALPHA' } })
  })
})

describe('a token is refused with', () => {
  test.each(refused)('%s', (_title, token, errorCode, data = account) => {
    expect(verifyJwt(token(), data(), NOW_MS)).toMatchObject({ ok: false, errorCode })
  })

  test('any single character changed', () => {
    const token = signed(good())
    const verdicts = Array.from(token, (letter, at) => {
      const other = letter === 'A' ? 'B' : 'A'
      return verifyJwt(token.slice(0, at) + other + token.slice(at + 1), account(), NOW_MS).ok
    })
    expect(verdicts.filter((ok) => ok)).toEqual([])
  })
})

/** A good token with one of its parts replaced. */
function swap(part: 0 | 1 | 2, replacement: string): string {
  return signed(good()).split('.').with(part, replacement).join('.')
}

function flipped(): string {
  const signature = Buffer.from(signed(good()).split('.')[2] ?? '', 'base64url')
  signature.writeUInt8(signature.readUInt8(9) ^ 1, 9)
  return signature.toString('base64url')
}

function signedByCurve(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const text = `${encode({ alg: 'ES256' })}.${encode(good().payload)}`
  return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}
