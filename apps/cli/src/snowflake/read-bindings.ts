import type { SqlBinding } from '@coco/core/snowflake/bind-values'
import { encodeBinding, SQL_BINDING_TYPES } from '@coco/core/snowflake/encode-binding'
import { Refusal } from '../command.ts'

/** `date:2026-11-20`, `text:it's`, `null`: the values of `--bind`, in the order of the statement's `?`. */
export function readBindings(given: readonly string[]): SqlBinding[] {
  return given.map((text, index) => {
    const where = `--bind number ${index + 1}`
    if (text === 'null') return null
    const colon = text.indexOf(':')
    const name = text.slice(0, Math.max(colon, 0)).toUpperCase()
    const type = SQL_BINDING_TYPES.find((known) => known === name)
    if (!type) {
      const types = SQL_BINDING_TYPES.map((known) => known.toLowerCase()).join(', ')
      throw new Refusal(`${where} has no type. Write it as TYPE:VALUE, or null for none. Types: ${types}.`)
    }
    try {
      return encodeBinding(type, text.slice(colon + 1))
    } catch (error) {
      if (error instanceof RangeError) throw new Refusal(`${where}: ${error.message}`)
      throw error
    }
  })
}
