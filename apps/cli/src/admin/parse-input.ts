import type { z } from 'zod'
import { Refusal } from '../command.ts'

/**
 * What a person typed, through the schema that the server uses for the same thing.
 * @param options how each field is written on the command line
 * @throws Refusal that names every problem by its option
 */
export function parseInput<T extends z.ZodType>(
  schema: T,
  input: z.input<T>,
  options: Readonly<Record<string, string>>,
): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path: [field], message }) => {
    const option = options[String(field)] ?? String(field)
    return `${option}: ${message}`
  })
  throw new Refusal([...new Set(problems)].join('\n'))
}
