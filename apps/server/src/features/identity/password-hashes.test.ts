import { expect, test } from 'vitest'
import { createPasswordHashes } from './password-hashes.ts'

test('a password is right or wrong, however its letters were typed; what is kept is argon2id', async () => {
  const { hash, verify } = createPasswordHashes()
  const kept = await hash('pässword with ﬁ')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(kept).not.toContain('pässword')
  expect(await verify(kept, 'pa\u0308ssword with fi')).toBe(true)
  expect(await verify(kept, 'pässword with fj')).toBe(false)
})

test('nobody costs the same work as somebody, and is never right', async () => {
  const verified: string[] = []
  const { verify } = createPasswordHashes({
    hash: async () => '$argon2id$v=19$m=19456,t=2,p=1$nobody',
    verify: async (hash) => verified.push(hash) > 0,
  })
  expect(await verify('$argon2id$v=19$m=19456,t=2,p=1$ann', 'x')).toBe(true)
  expect(await verify(null, 'x')).toBe(false)
  expect(verified).toEqual(['$argon2id$v=19$m=19456,t=2,p=1$ann', '$argon2id$v=19$m=19456,t=2,p=1$nobody'])
})
