import type { ResumePolicy } from './back-off.ts'
import type { Fetch } from './coco-fetch.ts'
import { readSubscription, type SubscriptionFrame } from './read-subscription.ts'
import { resumeSubscription } from './resume-subscription.ts'

/** Any subscription of the router, by its path as `chat.watch`, resumed after each cut. */
export type Subscribe = (
  path: string,
  input: unknown,
  signal: AbortSignal,
  accept?: (frames: AsyncIterable<SubscriptionFrame>) => AsyncIterable<SubscriptionFrame>,
) => AsyncGenerator<SubscriptionFrame, void, undefined>

export function createSubscribe(options: { trpcUrl: string; fetch: Fetch; resume: ResumePolicy }): Subscribe {
  function urlOf(path: string, input: unknown, lastEventId: string | undefined) {
    const position = lastEventId === undefined ? input : { ...(input as object), lastEventId }
    const query = position === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(position))}`
    return `${options.trpcUrl}/${path}${query}`
  }

  return (path, input, signal, accept = (frames) => frames) =>
    resumeSubscription(
      (lastEventId) => accept(readSubscription(options.fetch, urlOf(path, input, lastEventId), signal)),
      options.resume,
      signal,
    )
}
