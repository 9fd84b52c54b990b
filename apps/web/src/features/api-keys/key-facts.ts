import type { ApiKeyView } from '@coco/shared/api-keys'

const HOUR_MS = 3_600_000

/** For whom a key is only history: it can no longer be used. */
export const isOver = ({ status }: Pick<ApiKeyView, 'status'>) => status !== 'active'

/** The end of a chosen day (`2026-12-31`) where the reader is: a key works on its last day. Null for no day. */
export function endOfDay(day: string): string | null {
  if (day === '') return null
  return new Date(`${day}T23:59:59`).toISOString()
}

/** Tomorrow where the reader is, as a date field wants it. */
export function tomorrow(now: Date): string {
  const next = new Date(now.getTime() + 24 * HOUR_MS)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${next.getFullYear()}-${two(next.getMonth() + 1)}-${two(next.getDate())}`
}

/** Where the focus returns to after a dialog about this key. */
export const keyActionsId = ({ id }: Pick<ApiKeyView, 'id'>) => `key-${id}`
