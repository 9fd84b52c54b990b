import type { AnswerPart, AnswerSource, FinishReason } from '../answer/answer-part.ts'
import type { ChatRequest } from '../request/chat-request.ts'
import { type Pace, paced } from './pace.ts'
import { countPromptTokens } from './prompt-tokens.ts'
import { seededRandom } from './seeded-random.ts'
import { countTokens, tokenize } from './tokenize.ts'
import { writeAnswer } from './write-answer.ts'

/** Answers by rule, at the pace of a model, within `max_completion_tokens`. */
export function createLocalWriter(pace: Pace): AnswerSource {
  return async (request, signal) => speak(request, pace, signal)
}

async function* speak(request: ChatRequest, pace: Pace, signal: AbortSignal): AsyncGenerator<AnswerPart> {
  const answer = writeAnswer(request)
  const reasoning = tokenize(answer.reasoning).slice(0, request.maxCompletionTokens)
  const allText = tokenize(answer.text)
  const text = allText.slice(0, request.maxCompletionTokens - reasoning.length)
  const random = seededRandom(answer.text)

  for await (const piece of paced(reasoning, pace, random, signal)) yield { type: 'reasoning', text: piece }
  const textPace = reasoning.length > 0 ? { ...pace, firstTokenMs: 0 } : pace
  for await (const piece of paced(text, textPace, random, signal)) yield { type: 'text', text: piece }
  for (const [index, call] of answer.toolCalls.entries()) {
    const fragments = call.arguments === '' ? [''] : tokenize(call.arguments)
    for await (const piece of paced(fragments, textPace, random, signal)) {
      yield { type: 'tool-call', index, id: call.id, name: call.name, arguments: piece }
    }
  }

  const calledTokens = answer.toolCalls.reduce((sum, call) => sum + countTokens(call.name + call.arguments), 0)
  const prompt = countPromptTokens(request)
  yield {
    type: 'end',
    finishReason: howItEnded(answer.toolCalls.length > 0, text.length < allText.length),
    usage: {
      promptTokens: prompt.total,
      cachedTokens: prompt.cached,
      completionTokens: reasoning.length + text.length + calledTokens,
      reasoningTokens: reasoning.length,
    },
  }
}

function howItEnded(called: boolean, cut: boolean): FinishReason {
  if (called) return 'tool_calls'
  return cut ? 'length' : 'stop'
}
