import { isDeeperThan, MAX_JSON_DEPTH } from '@coco/shared/json-depth'
import { CortexError } from './cortex-error.ts'
import { isRecord, textField } from './json-shape.ts'
import { refusalCode } from './upstream-failure.ts'

/** What one chunk says. Everything may be missing from a chunk that is perfectly in order. */
export interface ChunkReading {
  text: string
  reasoning: string
  /** The chunk carries a part of a tool call. */
  toolCall: boolean
  /** '' when the answer goes on, and always '' for Claude. */
  finishReason: string
  usage: Record<string, unknown> | null
}

/**
 * Reads one `chat.completion.chunk`, or the `chat.completion` that comes when upstream did not stream. Snowflake writes
 * '' and null and objects full of zeros where OpenAI leaves fields out (captured: Claude with `finish_reason: ""` and
 * `id: ""`, OpenAI models with `role: ""` and `tool_calls: null` in each chunk), so nothing here is required.
 *
 * @throws CortexError when the chunk is an error instead, or no object at all
 */
export function translateChunk(chunk: unknown): ChunkReading {
  if (!isRecord(chunk)) throw malformedChunk()
  const failure = errorIn(chunk)
  if (failure !== null) throw failure
  const choices = chunk.choices
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined
  const usage = isRecord(chunk.usage) && canBeWritten(chunk.usage) ? chunk.usage : null
  if (!isRecord(choice)) return { text: '', reasoning: '', toolCall: false, finishReason: '', usage }
  const delta = isRecord(choice.delta) ? choice.delta : isRecord(choice.message) ? choice.message : NOTHING
  return {
    text: textOf(delta.content),
    reasoning: textOf(delta.reasoning) || textOf(delta.reasoning_content),
    toolCall: Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0,
    finishReason: typeof choice.finish_reason === 'string' ? choice.finish_reason : '',
    usage,
  }
}

/** An error that arrives inside the stream, after upstream had said 200. `value` is the chunk, or its text. */
export function streamedFailure(value: unknown): CortexError {
  const outer = isRecord(value) ? value : {}
  const inner = isRecord(outer.error) ? outer.error : outer
  const code = textField(inner, 'code') || textField(outer, 'code') || textField(outer, 'error_code')
  const stated = [inner.status, inner.status_code, outer.status, outer.status_code, code].map(Number)
  const statusCode = stated.find((status) => Number.isInteger(status) && status >= 400 && status <= 599) ?? 502
  const message = textField(inner, 'message') || (typeof outer.error === 'string' ? outer.error : '')
  // A bare 502 here is our own reading of "something broke", not a statement of upstream's about its load.
  const errorCode = refusalCode(stated.includes(statusCode) ? statusCode : 0, code, message)
  return new CortexError(`upstream reported an error inside the stream (${statusCode})`, {
    code: errorCode === 'upstream_malformed' ? 'upstream_broken_off' : errorCode,
    statusCode,
    upstreamBody: textFor(value).slice(0, 65_536),
    snowflakeRequestId: textField(outer, 'request_id') || null,
  })
}

export function malformedChunk(): CortexError {
  return new CortexError('upstream sent a chunk that cannot be read', { code: 'upstream_malformed', statusCode: 502 })
}

const NOTHING: Record<string, unknown> = {}

function errorIn(chunk: Record<string, unknown>): CortexError | null {
  const { error } = chunk
  if (typeof error === 'string' && error !== '') return streamedFailure(chunk)
  // Zero-filled objects are Snowflake's way to leave a field out.
  if (isRecord(error) && (textField(error, 'message') !== '' || !['', '0'].includes(textField(error, 'code')))) {
    return streamedFailure(chunk)
  }
  const isFlatError = !('choices' in chunk) && (textField(chunk, 'code') || textField(chunk, 'error_code')) !== ''
  return isFlatError ? streamedFailure(chunk) : null
}

function textFor(value: unknown): string {
  if (typeof value === 'string') return value
  return canBeWritten(value) ? JSON.stringify(value) : ''
}

/** `JSON.parse` reads any depth; everything that writes JSON exhausts the stack at some. */
function canBeWritten(value: unknown): boolean {
  return !isDeeperThan(value, MAX_JSON_DEPTH)
}

/** Content is a string, null, or a list of parts of which those with text count. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => (isRecord(part) && typeof part.text === 'string' ? part.text : '')).join('')
}
