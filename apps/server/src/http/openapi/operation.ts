import { z } from 'zod'
import { Problem } from './answers.ts'

type Content = Record<string, { schema: object; example?: unknown }>

/** An operation of OpenAPI 3.1, as far as it is used here. */
export interface Operation {
  operationId: string
  tags: readonly string[]
  summary: string
  security: readonly Record<string, readonly string[]>[]
  parameters?: readonly object[]
  requestBody?: { content: Content; required?: boolean }
  responses: Record<string, { description: string; content: Content }>
}

/** @param io of a schema that fills in or changes what it reads: what is sent to it, or what comes out of it */
export function json(shape: z.ZodType, io: 'input' | 'output' = 'output', example?: unknown) {
  const media = { schema: schemaOf(shape, io), ...(example === undefined ? {} : { example }) }
  return { content: { 'application/json': media } }
}

/** Every refusal of an operation has one form; its status is also in the body, and says less than its code. */
export function refusals(description: string) {
  return { default: { description, content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } } } }
}

export function parameter(
  place: 'query' | 'path',
  name: string,
  shape: z.ZodType,
  { isRequired, description }: { isRequired: boolean; description: string },
) {
  return { in: place, name, required: isRequired, description, schema: schemaOf(shape, 'input') }
}

/** OpenAPI 3.1 speaks JSON Schema 2020-12, and says so once for the whole document. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, target: 'draft-2020-12' })
  return schema
}
