import { setTimeout as sleep, setImmediate as nextTurn } from 'node:timers/promises'
import { between, type Random } from './seeded-random.ts'

/** How fast the local writer speaks. `{ firstTokenMs: 0, tokensPerSecond: Infinity }` waits for nothing. */
export interface Pace {
  /** About how long it thinks first: really 3/4 to 3/2 of this. */
  firstTokenMs: number
  tokensPerSecond: number
}

/** First token after 150 to 300 ms, then 60 to 80 tokens a second: about what the hosted models do. */
export const MODEL_PACE: Pace = { firstTokenMs: 200, tokensPerSecond: 70 }

/** What it says arrives a few tokens at a time. */
const MOST_TOKENS_AT_ONCE = 6

/** Joins tokens into pieces and lets each piece through when its time has come. Rejects as soon as the signal fires. */
export async function* paced(
  tokens: string[],
  pace: Pace,
  random: Random,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const tokensPerSecond = pace.tokensPerSecond * (0.86 + random() * 0.28)
  let dueAt = performance.now() + pace.firstTokenMs * (0.75 + random() * 0.75)
  for (let at = 0; at < tokens.length; ) {
    const piece = tokens.slice(at, at + between(random, 1, MOST_TOKENS_AT_ONCE))
    await until(dueAt, signal)
    yield piece.join('')
    dueAt += (piece.length / tokensPerSecond) * 1000
    at += piece.length
  }
}

/** Always gives way to other work once, so that a caller who left is noticed even when nothing is waited for. */
async function until(dueAt: number, signal: AbortSignal): Promise<void> {
  const waitMs = dueAt - performance.now()
  await (waitMs > 0 ? sleep(waitMs, undefined, { signal }) : nextTurn(undefined, { signal }))
}
