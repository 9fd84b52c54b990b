import { quoteIdentifier } from '@coco/core/snowflake/identifier'

/**
 * A user or role as SQL that somebody will paste may hold it. A plain identifier stays as it is, so that it means what
 * the declared name means, in any case; anything else is quoted.
 *
 * @throws Error for what no identifier can be
 */
export function sqlName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_$]{0,254}$/.test(name) ? name : quoteIdentifier(name)
}
