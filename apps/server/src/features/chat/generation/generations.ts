import type { GenerationEvent } from '@coco/shared/generation-events'
import { GenerationId, type TenantId } from '@coco/shared/ids'
import type { Background } from '../../../platform/background.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Work, WorkUnderWay } from '../../../platform/work-under-way.ts'
import { AnswerEnded } from './answer-ended.ts'
import { createAnswerMemory } from './answer-memory.ts'
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
  /** Resolves when nothing of it is written any more. */
  over: Promise<void>
}

/** An answer that is about to be written. Either of the two is called, once. */
export interface BegunGeneration {
  id: GenerationId
  run(events: (signal: AbortSignal) => AsyncIterable<GenerationEvent>, onEnd: () => void): Generation
  /** It will not be written after all. */
  abandon(): void
}

export interface Generations {
  /**
   * Whether one more answer may be kept. Ask before anything is spent on it.
   * @throws AppError too_many_streams
   */
  requireRoom(): void
  /** From here on a shutdown waits for it and may end it; nobody can read it before `run`. */
  begin(owner: Owner, options: { needsReader: boolean }): BegunGeneration
  /** The owner's own; somebody else's is not there, exactly like one that never was. */
  find(owner: Owner, id: GenerationId): Generation | null
  /** Stops all that are being written for this person or key, in whichever tenant; when they are over, and stored. */
  endOf(subject: string): Promise<void>
}

export interface AnswerLimits {
  /** How long an answer that needs a reader goes on without one, so that one who was cut off can come back. */
  unreadMs: number
  /** How long it can be read again after its end. */
  keptMs: number
  /** Ended answers together; the oldest goes first. */
  keptBytes: number
  /** All answers together, those under way included. */
  memoryBytes: number
}

export function createGenerations(deps: {
  limits: AnswerLimits
  newId: () => string
  after: Clock['after']
  background: Background
  work: WorkUnderWay
}): Generations {
  const all = new Map<GenerationId, { owner: Owner; generation: Generation }>()
  const memory = createAnswerMemory({
    maxBytes: deps.limits.memoryBytes,
    maxEndedBytes: deps.limits.keptBytes,
    drop: (id) => void all.delete(id),
  })

  function begin(owner: Owner, { needsReader }: { needsReader: boolean }): BegunGeneration {
    const id = GenerationId.parse(deps.newId())
    const work = deps.work.begin()
    return {
      id,
      abandon: work.finish,
      run: (events, onEnd) => run({ id, owner, work, needsReader, events, onEnd }),
    }
  }

  function run({ id, owner, work, needsReader, events, onEnd }: Run): Generation {
    const log = createGenerationLog()
    let readers = 0
    let isRunning = true
    let cancelEnd = endUnlessRead()
    const over = Promise.withResolvers<void>()

    function endUnlessRead(): () => void {
      if (!needsReader) return () => {}
      return deps.after(deps.limits.unreadMs, () => work.stop(new AnswerEnded('unread')))
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
        for await (const event of events(work.signal)) {
          log.append(event)
          memory.grow(id, bytesOf(event))
        }
      } finally {
        isRunning = false
        cancelEnd()
        log.end()
        work.finish()
        onEnd()
        over.resolve()
        memory.end(id)
        deps.after(deps.limits.keptMs, () => forget(id))
      }
    })

    const generation: Generation = { id, log, enter, stop, over: over.promise }
    all.set(id, { owner, generation })
    return generation
  }

  function find(owner: Owner, id: GenerationId): Generation | null {
    const found = all.get(id)
    return found?.owner.tenant === owner.tenant && found.owner.subject === owner.subject ? found.generation : null
  }

  async function endOf(subject: string): Promise<void> {
    const theirs = [...all.values()].filter(({ owner }) => owner.subject === subject)
    for (const { generation } of theirs) generation.stop()
    await Promise.all(theirs.map(({ generation }) => generation.over))
  }

  function forget(id: GenerationId): void {
    memory.forget(id)
    all.delete(id)
  }

  return { requireRoom: memory.requireRoom, begin, find, endOf }
}

interface Run {
  id: GenerationId
  owner: Owner
  work: Work
  needsReader: boolean
  events: (signal: AbortSignal) => AsyncIterable<GenerationEvent>
  onEnd: () => void
}

/** What an event costs besides its text. */
const EVENT_BYTES = 400

/** JavaScript may keep a character in two bytes. */
function bytesOf(event: GenerationEvent): number {
  return EVENT_BYTES + ('content' in event ? 2 * event.content.length : 0)
}
