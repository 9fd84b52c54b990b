import type { AppRouter as ServerRouter } from '@coco/server/api'
import type { ErrorCode as SharedErrorCode } from '@coco/shared/error-codes'
import type { GenerationEvent as SharedEvent } from '@coco/shared/generation-events'
import type { inferRouterError, inferRouterInputs } from '@trpc/server'
import { expectTypeOf } from 'vitest'
import type { AppRouter, RouterInputs } from './app-router.ts'
import type { StreamInput } from './chat-stream.ts'
import type { Coco } from './create-coco.ts'
import type { ErrorShape } from './error-shape.ts'
import type { ErrorCode, GenerationEvent } from './generation-event.ts'

/** `any` would pass every test below. */
type IsAny<T> = 0 extends 1 & T ? true : false

// What is published is what the server has, without brands.
expectTypeOf<ErrorShape>().branded.toEqualTypeOf<inferRouterError<ServerRouter>>()
expectTypeOf<ErrorCode>().toEqualTypeOf<SharedErrorCode>()
expectTypeOf<RouterInputs>().branded.toEqualTypeOf<inferRouterInputs<ServerRouter>>()
expectTypeOf<SharedEvent>().toExtend<GenerationEvent>()
expectTypeOf<GenerationEvent['type']>().toEqualTypeOf<SharedEvent['type']>()
expectTypeOf<keyof AppRouter['_def']['record']>().toEqualTypeOf<keyof ServerRouter['_def']['record']>()

// An event is known by its type, and a switch over all of them is complete.
export function textOf(event: GenerationEvent): string {
  switch (event.type) {
    case 'sources':
      return event.sources.map(({ passage }) => passage?.title ?? '').join()
    case 'meta':
      return event.model
    case 'delta':
    case 'reasoning':
      return event.content
    case 'done':
      return event.finish_reason
    case 'error':
      return event.message
  }
}

declare const coco: Coco

export async function uses() {
  expectTypeOf(await coco.models.list()).toEqualTypeOf<
    { id: string; access: 'granted' | 'not_granted' | 'unknown'; isDefault: boolean }[]
  >()
  expectTypeOf(coco.trpc.chat.stop.mutate({ generationId: 'x' })).resolves.toEqualTypeOf<{ stopped: boolean }>()
  expectTypeOf<IsAny<Awaited<ReturnType<typeof coco.chat.complete>>>>().toEqualTypeOf<false>()
  for await (const event of coco.chat.stream({ messages: [] })) {
    expectTypeOf(event).toEqualTypeOf<GenerationEvent>()
    // @ts-expect-error: only a delta has content, and only after it was asked for its type
    void event.content
  }
}

export function misuses() {
  const messages: StreamInput['messages'] = [{ role: 'user', content: 'Hello' }]
  // @ts-expect-error: a model is named by a string
  coco.chat.stream({ messages, model: 4 })
  // @ts-expect-error: messages are needed
  coco.chat.stream({ model: 'claude-4-sonnet' })
  // @ts-expect-error: there is no such role
  coco.chat.stream({ messages: [{ role: 'robot', content: 'Hello' }] })
  // @ts-expect-error: there is no such procedure
  void coco.trpc.chat.delete
  // @ts-expect-error: a mutation is not queried
  void coco.trpc.chat.stop.query
}
