import type { ErrorCode } from '@coco/shared/error-codes'
import type { z } from 'zod'
import { httpStatusOf } from '../../trpc/error-codes.ts'
import { schemaOf } from './schema-of.ts'
import type { StreamEvent } from './stream-events.ts'

/** A body of one media type. `x-events`: what a stream is made of, which OpenAPI 3.1 has no words for. */
export interface Media {
  schema: object
  example?: unknown
  'x-events'?: Readonly<Record<string, StreamEvent>>
}

/** `x-codes`: which `code` it may carry. */
export interface Answer {
  description: string
  content: Readonly<Record<string, Media>>
  'x-codes'?: readonly string[]
}

export interface Parameter {
  in: 'query' | 'path'
  name: string
  required: boolean
  description: string
  schema: object
}

/** An operation of OpenAPI 3.1, as far as it is used here. */
export interface Operation {
  operationId: string
  tags: readonly string[]
  summary: string
  description?: string
  security: readonly Readonly<Record<string, readonly string[]>>[]
  parameters?: readonly Parameter[]
  requestBody?: { content: Readonly<Record<string, Media>>; required?: boolean }
  responses: Readonly<Record<string, Answer>>
}

/** @param io of a schema that fills in or changes what it reads: what is sent to it, or what comes out of it */
export function json(shape: z.ZodType, io: 'input' | 'output' = 'output', example?: unknown) {
  const media = { schema: schemaOf(shape, io), ...(example === undefined ? {} : { example }) }
  return { content: { 'application/json': media } }
}

/** How an operation says no: problem details, or what clients of the quickstart's gateway read. */
type Form = 'Problem' | 'ErrorAnswer'
const MEDIA_TYPES: Readonly<Record<Form, string>> = {
  Problem: 'application/problem+json',
  ErrorAnswer: 'application/json',
}

/**
 * The refusals of an operation by their statuses, and one answer for those that may come from anywhere on the way.
 *
 * @param unprocessable what comes as 422, where its own code has another status; null: nothing does
 */
export function refusals(
  form: Form,
  codes: readonly ErrorCode[],
  unprocessable: string | null,
): Record<string, Answer> {
  const content = { [MEDIA_TYPES[form]]: { schema: { $ref: `#/components/schemas/${form}` } } }
  const byStatus = Object.groupBy(codes, (code) => String(httpStatusOf(code)))
  const answers = Object.entries(byStatus).map(([status, some = []]) => {
    return [status, { description: `\`code\` is ${some.join(', ')}.`, content, 'x-codes': some }] as const
  })
  return {
    ...Object.fromEntries(answers),
    ...(unprocessable === null ? {} : { 422: { description: unprocessable, content, 'x-codes': ['invalid_input'] } }),
    default: { description: 'Any other refusal has the same form.', content },
  }
}

export function parameter(
  place: 'query' | 'path',
  name: string,
  shape: z.ZodType,
  { isRequired, description }: { isRequired: boolean; description: string },
): Parameter {
  return { in: place, name, required: isRequired, description, schema: schemaOf(shape, 'input') }
}
