import { composer } from './de/composer.ts'
import { frame } from './de/frame.ts'
import { models } from './de/models.ts'
import { parts } from './de/parts.ts'
import { signIn } from './de/sign-in.ts'

/** The sections of the first screen, fetched before it is drawn by those who read German. */
export const GERMAN_FIRST = {
  composer,
  frame,
  models,
  parts,
  signIn,
}
