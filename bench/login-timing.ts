/**
 * `pnpm bench login-timing`: whether the time of a refused sign-in tells an e-mail address with an account from one
 * without. That both cost the same work is a unit test: apps/server/src/features/identity/password-sign-in.test.ts.
 */
import { ownerOf } from '@coco/testkit/database-owner'
import { type ServerUnderTest, startServerOn } from '@coco/testkit/start-server-on'
import { compareTimes } from './login-timing/compare-times.ts'

const SAMPLES = 200
const WARM_UP = 20

// The testkit's own connection is no reason for a process to live.
const alive = setInterval(() => {}, 1_000)
await measure()
clearInterval(alive)

async function measure(): Promise<void> {
  // Behind a proxy that says where calls come from: a hundred failures are all that one address has.
  const settings = { COCO_MODE: 'snowflake', COCO_TRUST_PROXY: 'loopback' }
  await using server = await startServerOn('http://127.0.0.1:9', { settings })
  const known = await makePeople(server, SAMPLES + WARM_UP)
  const times = { known: new Array<number>(), unknown: new Array<number>() }
  for (const [index, email] of known.entries()) {
    const pair = [
      ['known', email],
      ['unknown', `nobody-${index}@example.com`],
    ] as const
    // In turn, and each first half the time: neither has the warmer cache.
    for (const [kind, address] of index % 2 === 0 ? pair : pair.toReversed()) {
      const ms = await timeOf(server, address, index)
      if (index >= WARM_UP) times[kind].push(ms)
    }
  }
  const { medians, difference, spread, chance, z } = compareTimes(times.known, times.unknown)
  console.log(`pnpm bench login-timing · Node ${process.version} · ${SAMPLES} refused sign-ins each, in turn\n`)
  console.table({
    'with an account, median ms': { figure: medians[0].toFixed(2), aim: '' },
    'without, median ms': { figure: medians[1].toFixed(2), aim: '' },
    'difference of medians ms': { figure: difference.toFixed(2), aim: `< a quarter of the spread` },
    'spread (between the quarters) ms': { figure: spread.toFixed(2), aim: '' },
    'one with an account takes longer': { figure: `${(100 * chance).toFixed(1)} %`, aim: '50 %' },
    'Mann-Whitney z': { figure: z.toFixed(2), aim: '|z| < 2.58: no difference at 1 %' },
  })
  if (Math.abs(z) >= 2.58 && Math.abs(difference) >= spread / 4) process.exitCode = 1
}

/** All with one password, because only its hash takes time. */
async function makePeople(server: ServerUnderTest, count: number): Promise<string[]> {
  const { email } = await server.addPerson()
  await using owner = await ownerOf(server)
  const emails = Array.from({ length: count }, (_, index) => `person-${index}@example.com`)
  await owner.query(
    `INSERT INTO identity.users (id, email, email_key, name, password_hash)
     SELECT gen_random_uuid(), address, address, 'Somebody', (SELECT password_hash FROM identity.users WHERE email = $1)
     FROM unnest($2::text[]) AS address`,
    [email, emails],
  )
  return emails
}

async function timeOf(server: ServerUnderTest, email: string, index: number): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    origin: server.serverUrl,
    'x-forwarded-for': `10.0.${index >> 8}.${index & 255}`,
  }
  const body = JSON.stringify({ email, password: 'not the password' })
  const startedMs = performance.now()
  const response = await fetch(`${server.serverUrl}/trpc/session.signIn`, { method: 'POST', headers, body })
  await response.text()
  const tookMs = performance.now() - startedMs
  if (response.status !== 401) throw new Error(`expected a refusal, got ${response.status}`)
  return tookMs
}
