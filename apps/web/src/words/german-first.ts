import { composer } from './de/composer.ts'
import { conversations } from './de/conversations.ts'
import { failures } from './de/failures.ts'
import { frame } from './de/frame.ts'
import { models } from './de/models.ts'
import { parameters } from './de/parameters.ts'
import { otherModel } from './de/other-model.ts'
import { parts } from './de/parts.ts'
import { signIn } from './de/sign-in.ts'
import { text } from './de/text.ts'
import { thread } from './de/thread.ts'
import { threadList } from './de/thread-list.ts'
import { trouble } from './de/trouble.ts'

/** The sections of the first screen, fetched before it is drawn by those who read German. */
export const GERMAN_FIRST = {
  composer,
  conversations,
  failures,
  frame,
  models,
  parameters,
  otherModel,
  parts,
  signIn,
  text,
  thread,
  'thread-list': threadList,
  trouble,
}
