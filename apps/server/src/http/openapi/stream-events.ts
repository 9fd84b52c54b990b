import { GenerationEvent } from '@coco/shared/generation-events'
import { schemaOf } from './schema-of.ts'

export interface StreamEvent {
  description: string
  /** Of its data, which is one line of JSON. */
  schema: object
}

type Sent = 'meta' | 'delta' | 'done' | 'error'

const DESCRIPTIONS: Readonly<Record<Sent, string>> = {
  meta: 'First, once Snowflake accepted: which model answers.',
  delta: 'A piece of the answer. Put together in order they are the whole text.',
  done: 'Last: the answer is complete.',
  error:
    'Last: it failed, and what came before is not the whole. The status was sent already, so `status_code` has it.',
}

/** What an answer of `/v1/chat/stream` is made of, by the name of the event; see `http/chat-stream-frames.ts`. */
export const STREAM_EVENTS: Readonly<Record<Sent, StreamEvent>> = {
  meta: eventOf('meta'),
  delta: eventOf('delta'),
  done: eventOf('done'),
  error: eventOf('error'),
}

/** The type is the event's name, and not in its data. */
function eventOf(type: Sent): StreamEvent {
  const event = GenerationEvent.options.find(({ shape }) => shape.type.value === type)
  if (event === undefined) throw new Error(`There is no event ${type}.`)
  const { properties, required, ...schema } = schemaOf(event) as { properties: object; required: string[] }
  const data = Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'type'))
  return {
    description: DESCRIPTIONS[type],
    schema: { ...schema, properties: data, required: required.filter((name) => name !== 'type') },
  }
}

/** A whole answer, as it comes. */
export const STREAM_EXAMPLE = `event: meta
data: {"id": "coco_req_1a2b3c4d", "model": "claude-4-sonnet", "tenant_id": "tenant-alpha"}

event: delta
data: {"content": "Hello"}

event: delta
data: {"content": " there."}

event: done
data: {"id": "coco_req_1a2b3c4d", "latency_ms": 840, "usage": {"total_tokens": 14}, "finish_reason": "stop"}

`
