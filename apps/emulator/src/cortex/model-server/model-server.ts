import { request as send } from 'undici'
import type { AnswerPart, AnswerSource, FinishReason } from '../answer/answer-part.ts'
import type { ChatRequest } from '../request/chat-request.ts'
import { countPromptTokens } from '../writer/prompt-tokens.ts'
import { countTokens } from '../writer/tokenize.ts'
import { chooseModel } from './choose-model.ts'
import { ModelServerError } from './model-server-error.ts'
import { type ServerChunk, serverChunks } from './server-events.ts'

/** Fields that OpenAI-compatible servers agree about. */
const PASSED_ON = [
  'messages',
  'temperature',
  'top_p',
  'stop',
  'seed',
  'presence_penalty',
  'frequency_penalty',
  'tools',
  'tool_choice',
  'response_format',
  'reasoning_effort',
]

/** Models on a laptop may load for minutes before they say anything. */
const FIRST_BYTE_TIMEOUT_MS = 300_000

/**
 * Answers come from an OpenAI-compatible server. `modelUrl` is its base, such as `http://127.0.0.1:11434/v1`; it may
 * say which model to ask: `…/v1?model=llama3.2`.
 */
export function createModelServer(modelUrl: string): AnswerSource {
  const url = new URL(modelUrl)
  const fixedModel = url.searchParams.get('model')
  const baseUrl = `${url.origin}${url.pathname.replace(/\/$/, '')}`

  return async (request, signal) => {
    const model = fixedModel ?? (await chooseModel(baseUrl, request.model, signal))
    const response = await send(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(serverRequest(request, model)),
      headersTimeout: FIRST_BYTE_TIMEOUT_MS,
      bodyTimeout: FIRST_BYTE_TIMEOUT_MS,
      signal,
    }).catch((cause: unknown) => {
      if (signal.aborted) throw cause
      throw new ModelServerError('the model server cannot be reached', { cause })
    })
    if (response.statusCode !== 200) {
      await response.body.dump()
      throw new ModelServerError(`the model server answered with status ${response.statusCode}`)
    }
    return answerParts(serverChunks(response.body), request)
  }
}

function serverRequest(request: ChatRequest, model: string) {
  const passedOn = Object.entries(request.fields).filter(([field]) => PASSED_ON.includes(field))
  return {
    ...Object.fromEntries(passedOn),
    model,
    max_tokens: request.maxCompletionTokens,
    stream: true,
    stream_options: { include_usage: true },
  }
}

async function* answerParts(chunks: AsyncIterable<ServerChunk>, request: ChatRequest): AsyncGenerator<AnswerPart> {
  const calls: { id: string; name: string }[] = []
  let finishReason: FinishReason | null = null
  let usage: ServerChunk['usage'] = null
  let said = ''
  let thought = ''
  for await (const { choices, usage: reported } of chunks) {
    usage = reported ?? usage
    const choice = choices?.[0]
    finishReason = toFinishReason(choice?.finish_reason) ?? finishReason
    const reasoning = choice?.delta?.reasoning || choice?.delta?.reasoning_content
    if (reasoning) {
      thought += reasoning
      yield { type: 'reasoning', text: reasoning }
    }
    if (choice?.delta?.content) {
      said += choice.delta.content
      yield { type: 'text', text: choice.delta.content }
    }
    for (const fragment of choice?.delta?.tool_calls ?? []) {
      const index = fragment.index ?? 0
      const call = (calls[index] ??= { id: fragment.id || `call_${index}`, name: fragment.function?.name ?? '' })
      yield { type: 'tool-call', index, ...call, arguments: fragment.function?.arguments ?? '' }
    }
  }
  if (finishReason === null) throw new ModelServerError('the model server broke its answer off')
  const reasoningTokens = usage?.completion_tokens_details?.reasoning_tokens ?? countTokens(thought)
  yield {
    type: 'end',
    finishReason,
    usage: {
      promptTokens: usage?.prompt_tokens ?? countPromptTokens(request).total,
      cachedTokens: 0,
      completionTokens: usage?.completion_tokens ?? countTokens(said) + reasoningTokens,
      reasoningTokens,
    },
  }
}

function toFinishReason(reason: string | null | undefined): FinishReason | null {
  if (!reason) return null
  return reason === 'length' || reason === 'tool_calls' || reason === 'content_filter' ? reason : 'stop'
}
