import { DocumentTagList, QueryDocumentsInput } from '@coco/shared/document-inputs'
import { DOCUMENT_TITLE_MAX, PASTED_TEXT_MAX } from '@coco/shared/document-limits'
import { seenLineOfText, storableText } from '@coco/shared/text-fields'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import { decodeHeader } from './documents-upload.ts'
import type { FieldProblem } from './problem-json.ts'
import { readJson } from './read-json.ts'

/** A body that could be read and is not what is asked for: 422, with what is wrong with each field. */
export class WrongFields extends Error {
  readonly errors: readonly FieldProblem[]

  constructor(errors: readonly FieldProblem[]) {
    super('a body with wrong fields')
    this.errors = errors
  }
}

/** `{query, tags?, model?}`: `query` is a text, and not an empty one. */
export const QueryBody = QueryDocumentsInput

/** `{title, content, tags?, contains_pii?}`, as the text is Markdown or plain. */
export const DocumentBody = z.object({
  title: seenLineOfText(DOCUMENT_TITLE_MAX),
  content: storableText(PASTED_TEXT_MAX).refine((text) => text.trim() !== '', 'must not be empty'),
  tags: DocumentTagList.default([]),
  contains_pii: z.boolean().default(false),
})

/** What is said about a file that is sent as it is. */
const AboutFile = z.object({
  title: seenLineOfText(DOCUMENT_TITLE_MAX).nullable(),
  tags: DocumentTagList,
  contains_pii: z.enum(['true', 'false', ''], 'must be true or false').transform((text) => text === 'true'),
})

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i

export const isJsonBody = ({ headers }: Pick<FastifyRequest, 'headers'>) =>
  headers['content-type'] === undefined || JSON_TYPE.test(headers['content-type'])

/** @throws AppError invalid_input (no JSON), unsupported_media_type; WrongFields */
export function readBody<T>(request: FastifyRequest, shape: z.ZodType<T>): T {
  if (!isJsonBody(request)) throw new AppError('unsupported_media_type', 'Send the request as application/json.')
  const json = readJson(request.body as Buffer | undefined, request.headers['content-type'])
  if ('notUtf8' in json) throw new AppError('invalid_input', 'The body is not valid UTF-8.')
  if ('problem' in json) throw new AppError('invalid_input', 'The body is not valid JSON, or it is nested too deep.')
  return parse(shape, json.value)
}

/** From the query or, percent-encoded, from headers: `title`, `tags` (with commas), `contains_pii`. @throws WrongFields */
export function readAboutFile(request: FastifyRequest): z.infer<typeof AboutFile> {
  const query = request.query as Query
  // What is said twice and may be said once is not as it should be, and the schema says so.
  const said = (name: string) => query[name] ?? decodeHeader(request.headers[`x-document-${name.replace('_', '-')}`])
  const tags = readTags(said('tags') ?? undefined)?.filter((tag) => tag.trim() !== '') ?? []
  return parse(AboutFile, { title: said('title'), tags, contains_pii: said('contains_pii') ?? '' })
}

/** As an address has it: what is said more than once is a list. */
export type Query = Record<string, string | string[] | undefined>

/** Divided by commas, said several times, or both. */
export function readTags(said: string | string[] | undefined): string[] | undefined {
  return said === undefined ? undefined : [said].flat().flatMap((tags) => tags.split(','))
}

/** @throws WrongFields */
export function parse<T>(shape: z.ZodType<T>, value: unknown): T {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.slice(0, 20).map(({ path, message }) => {
    return { field: z.core.toDotPath(path) || 'body', detail: message }
  })
  throw new WrongFields(errors)
}
