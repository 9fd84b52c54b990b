import { createHash, randomBytes } from 'node:crypto'

/** So that a person, and a scanner for leaked secrets, knows one at sight. */
const MARK = 'coco_'
const RANDOM_BYTES = 32
const PREFIX_CHARS = 12

/** A new key: 256 random bits, which nobody guesses and no slow hash needs to protect. */
export const newKeyText = () => MARK + randomBytes(RANDOM_BYTES).toString('base64url')

/** How a key is stored and looked for: SHA-256 in hexadecimal. */
export const hashOfKey = (text: string) => createHash('sha256').update(text).digest('hex')

/** The part of a key that is stored as it is, for people to tell keys apart. */
export const prefixOfKey = (text: string) => text.slice(0, PREFIX_CHARS)
