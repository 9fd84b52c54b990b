import type { CortexError } from '../cortex-error.ts'
import type { CortexChatEvent } from '../cortex-events.ts'

export interface Outcome {
  events: CortexChatEvent[]
  /** All deltas joined. */
  text: string
  reasoning: string
  end: Extract<CortexChatEvent, { type: 'end' }> | null
  /** What was thrown, when something was. */
  error: CortexError | null
}

/** Reads an answer to its end and reports what came, a failure included. */
export async function collect(answer: AsyncIterable<CortexChatEvent>): Promise<Outcome> {
  const events: CortexChatEvent[] = []
  let error: CortexError | null = null
  try {
    for await (const event of answer) events.push(event)
  } catch (thrown) {
    error = thrown as CortexError
  }
  const joined = (type: 'delta' | 'reasoning') =>
    events.map((event) => (event.type === type ? event.content : '')).join('')
  const end = events.find((event) => event.type === 'end') ?? null
  return { events, text: joined('delta'), reasoning: joined('reasoning'), end, error }
}
