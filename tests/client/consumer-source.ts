/** A strict program of somebody else, as they would write it. It is type-checked and run, but not part of this project. */
export const CONSUMER = `
import { CocoError, createCoco, type Coco, type GenerationEvent, type ModelView } from '@coco/client'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_: Same<A, B>) => {}
type Yielded<T> = T extends AsyncIterable<infer U> ? U : never

const coco = createCoco({ url: process.argv[2]!, apiKey: process.argv[3]! })
const messages = [{ role: 'user' as const, content: 'Say hello.' }]

function lengthOf(event: GenerationEvent): number {
  switch (event.type) {
    case 'delta':
    case 'reasoning':
      return event.content.length
    case 'sources':
    case 'meta':
    case 'done':
    case 'error':
      return 0
  }
}

let length = 0
const types: string[] = []
for await (const event of coco.chat.stream({ messages })) {
  length += lengthOf(event)
  types.push(event.type)
}
const answer = await coco.chat.complete({ messages, model: 'mistral-large2', temperature: 0 })
const models: ModelView[] = await coco.models.list()
const refused = await coco.chat.complete({ messages, model: 'llama3.1-70b' }).catch((error: unknown) => error)
const stopped = await coco.trpc.chat.stop
  .mutate({ generationId: crypto.randomUUID() })
  .catch((error: { data?: { coco?: { code: string } } }) => error.data?.coco?.code)

console.log(
  JSON.stringify({
    first: types[0],
    last: types.at(-1),
    streamed: length > 0,
    completed: answer.text.length > 0,
    model: answer.model,
    models: models.map(({ id }) => id),
    refused: refused instanceof CocoError ? refused.code : String(refused),
    stopped,
  }),
)

export function misuses() {
  same<Yielded<ReturnType<Coco['chat']['stream']>>, GenerationEvent>(true)
  same<GenerationEvent['type'], 'sources' | 'meta' | 'delta' | 'reasoning' | 'done' | 'error'>(true)
  same<Awaited<ReturnType<typeof coco.trpc.chat.stop.mutate>>, { stopped: boolean }>(true)
  same<typeof answer.finishReason, 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'stopped' | 'unknown'>(true)
  // @ts-expect-error: nothing is any
  same<any, GenerationEvent>(true)
  // @ts-expect-error: a model is named by a string
  void coco.chat.stream({ messages, model: 4 })
  // @ts-expect-error: there is no such role
  void coco.chat.complete({ messages: [{ role: 'robot', content: '' }] })
  // @ts-expect-error: there is no such procedure
  void coco.trpc.chat.delete.mutate()
  // @ts-expect-error: an id is needed
  void coco.trpc.chat.stop.mutate({})
  // @ts-expect-error: there is no such code
  if (refused instanceof CocoError) return refused.code === 'out_of_luck'
  return undefined
}

export function incomplete(event: GenerationEvent): number {
  // @ts-expect-error: a switch that forgets an event does not return a number in every case
  return ((): number => {
    switch (event.type) {
      case 'delta':
        return event.content.length
      case 'sources':
      case 'meta':
      case 'done':
      case 'error':
        return 0
    }
  })()
}
`
