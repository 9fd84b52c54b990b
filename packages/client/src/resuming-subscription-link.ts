import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { AppRouter } from './app-router.ts'
import type { Subscribe } from './subscribe.ts'

/** tRPC's last link for subscriptions: the resumed frames, in the shape that `subscribe({ onStarted, onData })` expects. */
export function resumingSubscriptionLink(subscribe: Subscribe): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const left = new AbortController()
        const signal = op.signal ? AbortSignal.any([op.signal, left.signal]) : left.signal

        async function run() {
          for await (const frame of subscribe(op.path, op.input, signal)) {
            if (frame.type === 'started') observer.next({ result: { type: 'started' } })
            else if (frame.id === undefined) observer.next({ result: { type: 'data', data: frame.data } })
            else observer.next({ result: { id: frame.id, type: 'data', data: { id: frame.id, data: frame.data } } })
          }
          observer.next({ result: { type: 'stopped' } })
          observer.complete()
        }

        run().catch((error: unknown) => {
          if (signal.aborted) observer.complete()
          else observer.error(TRPCClientError.from(error as Error))
        })
        return () => {
          observer.complete()
          left.abort()
        }
      })
}
