import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../platform/app-error.ts'
import type { Viewer } from '../trpc/viewer.ts'
import type { SlowUploads } from './slow-uploads.ts'

export interface ReceiveUpload {
  /**
   * Before the body: takes a place for it, which is given back when it does not come.
   * @throws AppError too_many_streams
   */
  begin(request: FastifyRequest, reply: FastifyReply, viewer: Viewer): void
  /** With the body in memory: its place is held until this is over, whoever is still there. */
  hold<T>(request: FastifyRequest, work: (hungUp: AbortSignal) => Promise<T>): Promise<T>
}

/** How a file is received: its place is taken as long as its bytes are in memory, and not for longer or shorter. */
export function createReceiveUpload(deps: {
  takePlace: (viewer: Viewer) => () => void
  watchSlow: SlowUploads['watch']
}): ReceiveUpload {
  const held = new WeakMap<FastifyRequest, { giveBack: () => void; hungUp: AbortController; isInHand: boolean }>()

  return {
    begin(request, reply, viewer) {
      const place = { giveBack: deps.takePlace(viewer), hungUp: new AbortController(), isInHand: false }
      held.set(request, place)
      reply.raw.once('close', () => {
        place.hungUp.abort(new AppError('invalid_input', 'The connection was closed.'))
        if (!place.isInHand) place.giveBack()
      })
      deps.watchSlow(request, reply)
    },
    async hold(request, work) {
      const place = held.get(request)
      if (place === undefined) throw new Error('a file came without a place')
      place.hungUp.signal.throwIfAborted()
      place.isInHand = true
      try {
        return await work(place.hungUp.signal)
      } finally {
        place.giveBack()
      }
    },
  }
}
