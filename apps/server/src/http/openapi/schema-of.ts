import { z } from 'zod'

/**
 * OpenAPI 3.1 speaks JSON Schema 2020-12, and says so once for the whole document.
 *
 * @param io of a schema that fills in or changes what it reads: what is sent to it, or what comes out of it
 */
export function schemaOf(shape: z.ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, target: 'draft-2020-12' })
  return schema
}
