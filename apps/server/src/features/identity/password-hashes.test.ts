import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createPasswordHashes } from './password-hashes.ts'

/** An engine that counts, and works until it is told to end. */
function countingEngine() {
  const verified: string[] = []
  let running = 0
  let most = 0
  let finish: (() => void)[] = []
  return {
    verified,
    most: () => most,
    async finishAll() {
      while (finish.length > 0) {
        const ready = finish
        finish = []
        for (const end of ready) end()
        await setImmediate()
      }
    },
    hash: async () => '$argon2id$v=19$m=19456,t=2,p=1$nobody',
    async verify(hash: string) {
      verified.push(hash)
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => void finish.push(resolve))
      running--
      return true
    },
  }
}

test('a password is right or wrong, however its letters were typed; what is kept is argon2id', async () => {
  const { hash, verify } = createPasswordHashes()
  const kept = await hash('pässword with ﬁ')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(kept).not.toContain('pässword')
  expect(await verify(kept, 'pa\u0308ssword with fi')).toBe(true)
  expect(await verify(kept, 'pässword with fj')).toBe(false)
})

test('nobody costs the same work as somebody, and is never right', async () => {
  const engine = countingEngine()
  const { verify } = createPasswordHashes(engine)
  const answers = Promise.all([verify('$argon2id$v=19$m=19456,t=2,p=1$ann', 'x'), verify(null, 'x')])
  await setImmediate()
  await engine.finishAll()
  expect(await answers).toEqual([true, false])
  expect(engine.verified.map((hash) => hash.replace(/[a-z]+$/, ''))).toEqual([
    '$argon2id$v=19$m=19456,t=2,p=1$',
    '$argon2id$v=19$m=19456,t=2,p=1$',
  ])
})

test('two work at a time, the others wait in line, and a line that is too long is refused', async () => {
  const engine = countingEngine()
  const { verify } = createPasswordHashes(engine)
  const asked = Array.from({ length: 300 }, () => verify('hash', 'x').catch((error: unknown) => error))
  await setImmediate()
  await engine.finishAll()
  const answers = await Promise.all(asked)
  expect(engine.most()).toBe(2)
  expect(answers.filter((answer) => answer === true)).toHaveLength(258)
  expect(answers.at(-1)).toMatchObject({ code: 'too_many_attempts', retryAfterMs: 5_000 })
})

test('whoever is not to be served any more when their turn comes costs no work', async () => {
  const engine = countingEngine()
  const { verify } = createPasswordHashes(engine)
  const refuse = () => {
    throw new Error('no more')
  }
  await expect(verify('hash', 'x', refuse)).rejects.toThrow('no more')
  expect(engine.verified).toEqual([])
})
