import type { AnswerSource } from '@coco/shared/document-views'

/** What goes upstream, as it goes. */
export type UpstreamBody = Readonly<Record<string, unknown>> & { model: string }

/** What the model is to be asked by now, or, where it need not be asked, the whole answer. */
export type Prepared = { sources: AnswerSource[] } & ({ body: UpstreamBody } | { say: string })

/**
 * What has to be done before a model can be asked, inside the answer's own life: it can be stopped, and what it throws is how
 * the answer ends. An `AppError` is told with its own code and sentence.
 */
export type Prepare = (signal: AbortSignal) => Promise<Prepared>
