import type { GenerationEvent } from '@coco/shared/generation-events'
import { GenerationId, type TenantId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { WorkUnderWay } from '../../platform/work-under-way.ts'
import { AnswerEnded } from './answer-ended.ts'
import { createGenerationLog, type GenerationLog } from './generation-log.ts'

/** Who an answer belongs to. */
export interface Owner {
  tenant: TenantId
  subject: string
}

/** One answer and its log, with a life of its own: readers come and go. */
export interface Generation {
  id: GenerationId
  log: GenerationLog
  /** A reader is here; the returned function says that they left. */
  enter(): () => void
  /** False when it had ended already. */
  stop(): boolean
}

export interface Generations {
  start(owner: Owner, run: (signal: AbortSignal) => AsyncIterable<GenerationEvent>, onEnd: () => void): Generation
  /** The owner's own; somebody else's is not there, exactly like one that never was. */
  find(owner: Owner, id: GenerationId): Generation | null
}

/** A stateless answer outlives a cut connection by this much, so that its reader can come back. */
const UNREAD_MS = 30_000
/** How long an answer can be read again after its end. */
const KEEP_MS = 5 * 60_000
/** Ended answers together, in characters, each event with what it costs besides its text; the oldest goes first. */
const MAX_ENDED_CHARS = 64 * 1_048_576
const EVENT_CHARS = 200

export function createGenerations(deps: {
  newId: () => string
  after: Clock['after']
  background: Background
  work: WorkUnderWay
}): Generations {
  const all = new Map<GenerationId, { owner: Owner; generation: Generation }>()
  /** With their sizes, oldest first. */
  const ended = new Map<GenerationId, number>()
  let endedChars = 0

  function start(owner: Owner, run: (signal: AbortSignal) => AsyncIterable<GenerationEvent>, onEnd: () => void) {
    const id = GenerationId.parse(deps.newId())
    const log = createGenerationLog()
    const work = deps.work.begin()
    let readers = 0
    let isRunning = true
    let chars = 0
    let cancelEnd = endUnlessRead()

    function endUnlessRead(): () => void {
      return deps.after(UNREAD_MS, () => work.stop(new AnswerEnded('unread')))
    }

    function enter(): () => void {
      readers += 1
      cancelEnd()
      let isHere = true
      return () => {
        if (!isHere) return
        isHere = false
        readers -= 1
        if (readers === 0 && isRunning) cancelEnd = endUnlessRead()
      }
    }

    function stop(): boolean {
      if (!isRunning) return false
      work.stop(new AnswerEnded('stopped'))
      return true
    }

    deps.background.run('generation', async () => {
      try {
        for await (const event of run(work.signal)) {
          log.append(event)
          chars += EVENT_CHARS + ('content' in event ? event.content.length : 0)
        }
      } finally {
        isRunning = false
        cancelEnd()
        log.end()
        work.finish()
        onEnd()
        keepForAWhile(id, chars)
      }
    })

    const generation: Generation = { id, log, enter, stop }
    all.set(id, { owner, generation })
    return generation
  }

  function find(owner: Owner, id: GenerationId): Generation | null {
    const found = all.get(id)
    return found?.owner.tenant === owner.tenant && found.owner.subject === owner.subject ? found.generation : null
  }

  function keepForAWhile(id: GenerationId, chars: number): void {
    ended.set(id, chars)
    endedChars += chars
    deps.after(KEEP_MS, () => forget(id))
    for (const oldest of ended.keys()) {
      if (endedChars <= MAX_ENDED_CHARS) return
      forget(oldest)
    }
  }

  function forget(id: GenerationId): void {
    endedChars -= ended.get(id) ?? 0
    ended.delete(id)
    all.delete(id)
  }

  return { start, find }
}
