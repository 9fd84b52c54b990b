import { expect, test } from 'vitest'
import { fieldsOf, limitsOf, type Schema, typeOf } from './describe-schema.ts'

const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
})
const STRING: Schema = { type: 'string' }

test.each<[string, Schema]>([
  ['string or null', { anyOf: [STRING, { type: 'null' }] }],
  ['string or null', { type: ['string', 'null'] }],
  ['array of string', { type: 'array', items: STRING }],
  ['string, uuid', { ...STRING, format: 'uuid' }],
  ['"ok"', { const: 'ok' }],
  ['Problem', { $ref: '#/components/schemas/Problem' }],
  ['anything', {}],
])('a type is named in a few words: %s', (words, schema) => expect(typeOf(schema)).toBe(words))

test.each<[string[], Schema]>([
  [['1 to 500,000 characters'], { minLength: 1, maxLength: 500_000 }],
  [['not empty'], { minLength: 1 }],
  [['at most 12 items', 'each at most 50 characters'], { maxItems: 12, items: { maxLength: 50 } }],
  [['0 to 1'], { minimum: 0, maximum: 1 }],
  [['at least 0'], { minimum: 0, maximum: Number.MAX_SAFE_INTEGER }],
  [[], { minimum: -Number.MAX_SAFE_INTEGER, minLength: 0 }],
  [['left out: false'], { default: false }],
  [['at most 200 characters'], { anyOf: [{ maxLength: 200 }, { type: 'null' }] }],
])('limits are said: %j', (words, schema) => expect(limitsOf(schema)).toEqual(words))

test('fields have the way to them, and are required where they always are', () => {
  const inner = object({ title: STRING, page: STRING }, ['title'])
  const schema = object(
    {
      sources: { type: 'array', items: inner },
      maybe: { anyOf: [inner, { type: 'null' }] },
      either: { anyOf: [inner, object({ other: STRING }, ['other'])] },
    },
    ['sources'],
  )
  const fields = fieldsOf(schema).map(({ name, isRequired }) => `${name}${isRequired ? '!' : ''}`)
  expect(fields).toEqual([
    'sources!',
    'sources[].title!',
    'sources[].page',
    'maybe',
    'maybe.title!',
    'maybe.page',
    'either',
    'either.title',
    'either.page',
    'either.other',
  ])
})
