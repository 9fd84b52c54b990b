import { z } from 'zod'

/** A setting that is a whole number within bounds; `fallback` when it is not set. */
export function wholeNumber(min: number, max: number, fallback: number) {
  const expected = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\s*\d{1,12}\s*$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected)
    .default(fallback)
}
