import { account } from './de/account.ts'
import { conversations } from './de/conversations.ts'
import { failures } from './de/failures.ts'
import { frame } from './de/frame.ts'
import { keys } from './de/keys.ts'
import { link } from './de/link.ts'
import { parts } from './de/parts.ts'
import { people } from './de/people.ts'
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
  conversations,
  failures,
  frame,
  keys,
  link,
  parts,
  people,
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
