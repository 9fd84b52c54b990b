import { account } from './de/account.ts'
import { answerRules } from './de/answer-rules.ts'
import { documentSettings } from './de/document-settings.ts'
import { documents } from './de/documents.ts'
import { feedbackNote } from './de/feedback-note.ts'
import { keys } from './de/keys.ts'
import { link } from './de/link.ts'
import { parameters } from './de/parameters.ts'
import { people } from './de/people.ts'
import { prompts } from './de/prompts.ts'
import { roles } from './de/roles.ts'
import { settings } from './de/settings.ts'
import { shortcuts } from './de/shortcuts.ts'
import { signInProblems } from './de/sign-in-problems.ts'
import { sources } from './de/sources.ts'
import { tenant } from './de/tenant.ts'
import { failures } from './de/failures.ts'
import { text } from './de/text.ts'
import { uploads } from './de/uploads.ts'
import { thread } from './de/thread.ts'
import { threadList } from './de/thread-list.ts'
import { reading } from './de/reading.ts'
import { trouble } from './de/trouble.ts'
import { conversations } from './de/conversations.ts'
import { otherModel } from './de/other-model.ts'
import { GERMAN_FIRST } from './german-first.ts'

/**
 * Every section in German. What nobody reads on an empty chat's screen comes a moment after it; a conversation that is opened by its
 * address, a link and the account's pages wait for it.
 */
export const GERMAN = {
  ...GERMAN_FIRST,
  otherModel,
  conversations,
  failures,
  reading,
  trouble,
  text,
  thread,
  'thread-list': threadList,
  account,
  answerRules,
  documentSettings,
  documents,
  feedbackNote,
  keys,
  link,
  parameters,
  people,
  prompts,
  roles,
  settings,
  shortcuts,
  signInProblems,
  sources,
  tenant,
  uploads,
}
export type German = typeof GERMAN
