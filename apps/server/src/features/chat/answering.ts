import type { ContinueInput, RegenerateInput, SendInput } from '@coco/shared/conversation-inputs'
import type { StartedAnswer } from '@coco/shared/conversation-views'
import { AppError } from '../../platform/app-error.ts'
import type { Viewer } from '../../trpc/viewer.ts'

export interface Asker {
  viewer: Viewer
  requestId: string
}

/** Starting answers in conversations. The same idempotency key is the same answer. */
export interface Answering {
  send(by: Asker, input: SendInput): Promise<StartedAnswer>
  regenerate(by: Asker, input: RegenerateInput): Promise<StartedAnswer>
  continue(by: Asker, input: ContinueInput): Promise<StartedAnswer>
}

export function createAnswering(): Answering {
  const missing = async (): Promise<never> => {
    throw new AppError('not_found', 'There is no such conversation.')
  }
  return { send: missing, regenerate: missing, continue: missing }
}
