import type { ChatRequest } from '../request/chat-request.ts'
import { type FencedPassage, takeApart } from './fenced-passages.ts'
import { type Random, seededRandom } from './seeded-random.ts'

/** Rules match with patterns that would take minutes over a prompt of a megabyte. */
const MOST_LOOKED_AT = 4_000

/** What a reply is written from. */
export interface Conversation {
  model: string
  /** What the system prompt says. */
  instructions: string
  /** The last thing a person said, trimmed, and no more of it than rules need to look at. */
  prompt: string
  /** All of it, to the letter. */
  wholePrompt: string
  /** Those that the last turn carries; what the person said is the question behind them. */
  passages: FencedPassage[]
  /** What the person said before that, oldest first. */
  earlierPrompts: string[]
  /** What the model answered before, oldest first. */
  earlierAnswers: string[]
  /** Results of tools that came after the last thing a person said. */
  toolResults: string[]
  imagesInPrompt: number
  userName: string | null
  assistantName: string | null
  random: Random
}

export function readConversation(request: ChatRequest): Conversation {
  const said = request.turns.filter((turn) => turn.role === 'user')
  const lastSaid = said.at(-1)
  const { passages, question } = takeApart(lastSaid?.text ?? '')
  const system = request.turns
    .filter((turn) => turn.role === 'system' || turn.role === 'developer')
    .map((turn) => turn.text)
    .join('\n')
  const seed = { model: request.model, seed: request.seed, turns: request.turns }
  return {
    model: request.model,
    instructions: system,
    prompt: question.trim().slice(0, MOST_LOOKED_AT),
    wholePrompt: question,
    passages,
    earlierPrompts: said.slice(0, -1).map((turn) => takeApart(turn.text).question.trim()),
    earlierAnswers: request.turns.filter((turn) => turn.role === 'assistant').map((turn) => turn.text.trim()),
    toolResults: request.turns
      .slice(lastSaid === undefined ? 0 : request.turns.indexOf(lastSaid) + 1)
      .filter((turn) => turn.role === 'tool')
      .map((turn) => turn.text),
    imagesInPrompt: lastSaid?.images ?? 0,
    userName: findUserName(
      system,
      said.map((turn) => takeApart(turn.text).question),
    ),
    assistantName: /\byour name is ([\p{Lu}][\p{L}\p{N}-]*)/iu.exec(system)?.[1] ?? null,
    random: seededRandom(JSON.stringify(seed)),
  }
}

/** What the person calls himself beats what the system prompt calls him. */
function findUserName(system: string, said: string[]): string | null {
  const introduction = said.map((text) => /\bmy name is ([\p{L}\p{N}-]{1,40})/iu.exec(text)?.[1]).findLast(Boolean)
  const given = /\b(?:user's name is|assistant for|talking to) ([\p{Lu}][\p{L}\p{N}' -]{0,40})/u.exec(system)?.[1]
  return introduction ?? given?.trim() ?? null
}
