import { AppError } from '../../../platform/app-error.ts'
import type { Insider } from '../../../store/doors.ts'

const RETRY_AFTER_MS = 5_000
/** A page sends two files at a time; who sends slowly takes no more places than that. */
const PER_PERSON = 2

/**
 * A place for a file that is held in memory, until it is given back, which may be done twice. A tenant has half of all
 * places, a person or a key two.
 * @throws AppError too_many_streams
 */
export type TakePlace = (viewer: Pick<Insider, 'tenant' | 'subject'>) => () => void

export function createUploadPlaces({ atOnce }: { atOnce: number }): TakePlace {
  const taken = new Map<string, number>()

  return ({ tenant, subject }) => {
    const bounds: [name: string, max: number][] = [
      ['', atOnce],
      [tenant, Math.ceil(atOnce / 2)],
      [`${tenant} ${subject}`, PER_PERSON],
    ]
    if (bounds.some(([name, max]) => (taken.get(name) ?? 0) >= max)) {
      const sentence = 'Too many files are being received at once. Please try again in a few seconds.'
      throw new AppError('too_many_streams', sentence, { retryAfterMs: RETRY_AFTER_MS })
    }
    const change = (by: number) => {
      for (const [name] of bounds) {
        const now = (taken.get(name) ?? 0) + by
        if (now === 0) taken.delete(name)
        else taken.set(name, now)
      }
    }
    change(1)
    let isTaken = true
    return () => {
      if (isTaken) change(-1)
      isTaken = false
    }
  }
}
