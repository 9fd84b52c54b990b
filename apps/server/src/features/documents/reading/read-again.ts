import type { PassageView } from '@coco/shared/document-views'
import type { DocumentId } from '@coco/shared/ids'
import type { Doors } from '../../../store/doors.ts'
import { byOf, type Caller } from '../by.ts'
import { readPassages } from '../retrieval/passage-rows.ts'
import type { RecordReading } from './record-reading.ts'

/**
 * What passages say that an answer was given from, whenever it is read again: as they are now, under the reader's own rights,
 * and recorded once where some of them are personal.
 */
export type ReadAgain = (
  caller: Caller,
  keys: readonly { documentId: DocumentId; position: number }[],
) => Promise<PassageView[]>

/** As many as one statement takes. */
const KEYS_AT_ONCE = 200

export function createReadAgain(deps: { inTenant: Doors['inTenant']; recordReading: RecordReading }): ReadAgain {
  return (caller, keys) =>
    deps.inTenant(caller.viewer, async (tx) => {
      const read: PassageView[] = []
      for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
        read.push(...(await readPassages(tx, caller.viewer, keys.slice(from, from + KEYS_AT_ONCE))))
      }
      await deps.recordReading(tx, byOf(caller), read)
      return read
    })
}
