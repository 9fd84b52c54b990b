import { account } from './de/account.ts'
import { answerRules } from './de/answer-rules.ts'
import { composer } from './de/composer.ts'
import { conversations } from './de/conversations.ts'
import { failures } from './de/failures.ts'
import { frame } from './de/frame.ts'
import { keys } from './de/keys.ts'
import { link } from './de/link.ts'
import { models } from './de/models.ts'
import { parameters } from './de/parameters.ts'
import { otherModel } from './de/other-model.ts'
import { parts } from './de/parts.ts'
import { people } from './de/people.ts'
import { prompts } from './de/prompts.ts'
import { roles } from './de/roles.ts'
import { settings } from './de/settings.ts'
import { shortcuts } from './de/shortcuts.ts'
import { signIn } from './de/sign-in.ts'
import { tenant } from './de/tenant.ts'
import { text } from './de/text.ts'
import { thread } from './de/thread.ts'
import { threadList } from './de/thread-list.ts'
import { trouble } from './de/trouble.ts'

/** Every section in German: one chunk, fetched before the page is drawn by those who read it. */
export const GERMAN = {
  account,
  answerRules,
  composer,
  conversations,
  failures,
  frame,
  keys,
  link,
  models,
  parameters,
  otherModel,
  parts,
  people,
  prompts,
  roles,
  settings,
  shortcuts,
  signIn,
  tenant,
  text,
  'thread-list': threadList,
  trouble,
  thread,
}
export type German = typeof GERMAN
