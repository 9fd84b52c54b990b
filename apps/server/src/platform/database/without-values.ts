import { DatabaseError } from 'pg'

const QUOTES = /["'`´«»„“”‚‘’]/

/**
 * What Postgres said, without what people wrote: it quotes in its sentences, its details and its hints what it was given. Its
 * code says what went wrong, and so does what stands before the first quote. Anything else is given back as it is.
 */
export function withoutValues(thrown: unknown): unknown {
  if (!(thrown instanceof DatabaseError)) return thrown
  const { code, severity, schema, table, constraint, routine } = thrown
  const sentence = thrown.message.split(QUOTES, 1)[0] ?? ''
  return Object.assign(new Error(sentence.trim()), {
    name: thrown.name,
    code,
    severity,
    schema,
    table,
    constraint,
    routine,
  })
}
