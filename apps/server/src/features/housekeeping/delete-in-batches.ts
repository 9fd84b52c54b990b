/** Small enough that one deletion, with all that hangs on its rows, ends well before a statement's time is up. */
export const BATCH_ROWS = 100

/**
 * Deletes until a batch comes back short, each batch in a transaction of its own, so that nobody waits long behind it.
 * @returns how many rows
 */
export async function deleteInBatches(
  deleteBatch: (maxRows: number) => Promise<number>,
  signal?: AbortSignal,
  batchRows = BATCH_ROWS,
): Promise<number> {
  let total = 0
  for (;;) {
    signal?.throwIfAborted()
    const deleted = await deleteBatch(batchRows)
    total += deleted
    if (deleted < batchRows) return total
  }
}
