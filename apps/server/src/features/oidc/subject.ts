import { isStorable } from '@coco/shared/text-fields'

/** Whom an issuer means: at most 255 ASCII characters by its own rules, and something that a database can keep. */
export function isSubject(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 255 && isStorable(value)
}
