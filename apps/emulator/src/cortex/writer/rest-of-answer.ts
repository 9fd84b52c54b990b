import type { ChatRequest } from '../request/chat-request.ts'

/** “Continue exactly where it stops”, “go on where you left off”. */
const GO_ON = /\b(?:continue|go on|carry on)\b.{0,40}\bwhere (?:it|you) (?:stop|end|left|were cut|was cut)/isu

/**
 * What a model does that is told to go on with an answer that was cut: it writes the rest, and no word about it.
 * The same conversation gets the same answer again, so the rest is what follows the part; null when nobody asks for it.
 */
export function restOfAnswer(request: ChatRequest, write: (request: ChatRequest) => string): string | null {
  const [part, wish] = request.turns.slice(-2)
  if (part?.role !== 'assistant' || wish?.role !== 'user' || !GO_ON.test(wish.text)) return null
  const whole = write({ ...request, turns: request.turns.slice(0, -2) })
  if (whole.length > part.text.length && whole.startsWith(part.text)) return whole.slice(part.text.length)
  return ` … and no further: how this would have gone on, the local stand-in for ${request.model} does not know.`
}
