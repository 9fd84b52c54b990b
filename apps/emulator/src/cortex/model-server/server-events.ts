import { createParser } from 'eventsource-parser'
import { z } from 'zod'
import { ModelServerError } from './model-server-error.ts'

/** What is read of a chunk; servers differ, so everything may be missing. */
const ServerChunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.int().min(0).nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.number().nullish(),
      completion_tokens: z.number().nullish(),
      completion_tokens_details: z.object({ reasoning_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
  error: z.unknown().optional(),
})
export type ServerChunk = z.infer<typeof ServerChunk>

/** The chunks of an OpenAI-compatible stream, up to `[DONE]` or the end of the body. */
export async function* serverChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerChunk> {
  const events: string[] = []
  const parser = createParser({ onEvent: ({ data }) => void events.push(data) })
  const decoder = new TextDecoder()
  for await (const bytes of body) {
    parser.feed(decoder.decode(bytes, { stream: true }))
    for (const data of events.splice(0)) {
      if (data === '[DONE]') return
      yield readChunk(data)
    }
  }
}

function readChunk(data: string): ServerChunk {
  let json: unknown
  try {
    json = JSON.parse(data)
  } catch (cause) {
    throw new ModelServerError('the model server sent something that is not JSON', { cause })
  }
  const chunk = ServerChunk.safeParse(json)
  if (!chunk.success)
    throw new ModelServerError('the model server sent an unknown kind of chunk', { cause: chunk.error })
  if (chunk.data.error != null) throw new ModelServerError('the model server reported an error')
  return chunk.data
}
