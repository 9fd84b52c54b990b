import { z } from 'zod'
import { AppError } from './app-error.ts'

/** A place in a list that is ordered by moment and id, newest first: what comes after it is older. */
export type Cursor = z.infer<typeof Cursor>
const Cursor = z.object({
  /** As the database writes it, to the microsecond. */
  at: z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/),
  id: z.uuid(),
})

/** To be handed back as it is; nobody but this file looks inside. */
export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** @throws AppError invalid_input */
export function readCursor(text: string | null | undefined): Cursor | null {
  if (text === null || text === undefined) return null
  try {
    const [at, id] = z.tuple([z.string(), z.string()]).parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    const cursor = Cursor.parse({ at, id })
    // 2026-02-31 has the form of a day and is none.
    if (!Number.isNaN(Date.parse(cursor.at.replace(' ', 'T').replace('+00', 'Z')))) return cursor
  } catch {
    // Below, with one sentence for all.
  }
  throw new AppError('invalid_input', 'The cursor was not given out by this list. Leave it out to begin anew.')
}
