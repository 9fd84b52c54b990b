import type { StreamChunk } from '../dialects/wire-shapes.ts'

/** One thing that happens on the response socket. Faults add, change and drop them. */
export type WireItem =
  | { type: 'chunk'; chunk: StreamChunk }
  /** The `[DONE]` line. */
  | { type: 'done' }
  /** Sent as it is, in one write. */
  | { type: 'raw'; bytes: Buffer }
  /** The socket is destroyed; nothing follows. */
  | { type: 'hang-up' }

/** An event of the stream as text; raw bytes and the hang-up are none. */
export function eventText(item: WireItem & { type: 'chunk' | 'done' }): string {
  return `data: ${item.type === 'done' ? '[DONE]' : JSON.stringify(item.chunk)}\n\n`
}

/** True for a frame in which the model says, thinks or calls something. */
export function speaks(item: WireItem): boolean {
  const delta = item.type === 'chunk' ? item.chunk.choices[0]?.delta : undefined
  return Boolean(delta && (delta.content || delta.reasoning || delta.tool_calls))
}
