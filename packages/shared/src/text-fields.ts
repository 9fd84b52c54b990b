import { z } from 'zod'
import { PASSWORD_MAX, PASSWORD_MIN } from './password-length.ts'

/** What a database can keep to the letter: text without NUL and without half a character. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

const STORABLE = 'must not contain the NUL character or half a surrogate pair'

/** One line for people to read: a name, a title. Trimmed. */
export const lineOfText = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(maxLength)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line')
    .refine(isStorable, STORABLE)

/** Marks that no reader sees, bidirectional ones among them, would let one title look like another. */
const UNSEEN = /\p{Cf}/gu

/** The same, and nothing in it that is not seen. */
export const seenLineOfText = (maxLength: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(UNSEEN, ''))
    .pipe(lineOfText(maxLength))

/** Any text, in UTF-16 units. */
export const storableText = (maxLength: number) =>
  z.string().min(1, 'must not be empty').max(maxLength).refine(isStorable, STORABLE)

export const Email = z.string().trim().max(254).pipe(z.email('must be an e-mail address'))

export const Password = z.string().min(PASSWORD_MIN, `must have at least ${PASSWORD_MIN} characters`).max(PASSWORD_MAX)
