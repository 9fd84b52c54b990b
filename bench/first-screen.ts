/**
 * `pnpm bench first-screen [--rounds=5]`: how long until one can type, on a phone of the middle class. See bench/README.md.
 */
import { startStack } from '@coco/testkit/start-stack'
import { type Browser, chromium } from '@playwright/test'
import { parseArgs } from 'node:util'
import { BROWSER_ARGS, findBrowser } from '@coco/testkit/find-browser'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
const ROUNDS = Number(values.rounds)

/** Four times slower than this machine, on a line as Lighthouse takes for a phone: "slow 4G". */
const CPU_SLOWDOWN = 4
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }

const webFolder = process.env.COCO_WEB_FOLDER
await using stack = await startStack(webFolder ? { webFolder } : {})
// With somebody who has a password there is a form to sign in with.
await stack.addPerson()
await using browser = await chromium.launch({
  executablePath: findBrowser(process.env, chromium.executablePath()),
  args: BROWSER_ARGS,
})

const signedIn = await signIn(browser)
const figures: Record<string, number[]> = {}
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, measure] of Object.entries({
    'signing in, first visit': () => untilUsable({ path: '/sign-in', field: 'E-mail', isSlow: true, cookies: [] }),
    'the chat, first visit': () => untilUsable({ path: '/', field: 'Your message', isSlow: true, cookies: signedIn }),
    'the chat, this machine': () => untilUsable({ path: '/', field: 'Your message', isSlow: false, cookies: signedIn }),
  })) {
    figures[name] = [...(figures[name] ?? []), await measure()]
  }
}

console.log(
  `pnpm bench first-screen --rounds=${ROUNDS} · Node ${process.version} · CPU ÷ ${CPU_SLOWDOWN}, 1.6 Mbit/s, 150 ms\n`,
)
console.table(
  Object.fromEntries(
    Object.entries(figures).map(([name, times]) => {
      const sorted = times.toSorted((a, b) => a - b)
      const ms = (at: number) => (sorted[at] ?? Number.NaN).toFixed(0)
      return [name, { 'median ms': ms(Math.floor(sorted.length / 2)), fastest: ms(0), slowest: ms(sorted.length - 1) }]
    }),
  ),
)

interface Visit {
  path: string
  /** Where one types. */
  field: string
  isSlow: boolean
  cookies: Awaited<ReturnType<typeof signIn>>
}

/** With nothing in the browser's cache: from the moment the address is asked for until a letter stands in the field. */
async function untilUsable({ path, field, isSlow, cookies }: Visit): Promise<number> {
  const context = await browser.newContext({ baseURL: stack.serverUrl, viewport: { width: 390, height: 844 } })
  try {
    await context.addCookies(cookies)
    const page = await context.newPage()
    if (isSlow) {
      const session = await context.newCDPSession(page)
      await session.send('Network.enable')
      await session.send('Network.emulateNetworkConditions', LINE)
      await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
    }
    await page.goto(path, { waitUntil: 'commit' })
    const input = page.getByLabel(field, { exact: true })
    await input.press('x')
    // Since the address was asked for, by the page's own clock.
    return await page.evaluate(() => performance.now())
  } finally {
    await context.close()
  }
}

async function signIn(from: Browser) {
  const context = await from.newContext({ baseURL: stack.serverUrl })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('button', { name: /^Sign in as User Alpha / }).click()
  await page.getByLabel('Your message').waitFor()
  const cookies = await context.cookies()
  await context.close()
  return cookies
}
