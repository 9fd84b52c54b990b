import { account } from './de/account.ts'
import { answerRules } from './de/answer-rules.ts'
import { keys } from './de/keys.ts'
import { link } from './de/link.ts'
import { people } from './de/people.ts'
import { prompts } from './de/prompts.ts'
import { roles } from './de/roles.ts'
import { settings } from './de/settings.ts'
import { shortcuts } from './de/shortcuts.ts'
import { tenant } from './de/tenant.ts'
import { GERMAN_FIRST } from './german-first.ts'

/** Every section in German. Those that are not of the first screen come when that is drawn. */
export const GERMAN = {
  ...GERMAN_FIRST,
  account,
  answerRules,
  keys,
  link,
  people,
  prompts,
  roles,
  settings,
  shortcuts,
  tenant,
}
export type German = typeof GERMAN
