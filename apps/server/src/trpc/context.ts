import type { SessionCookie } from './session-cookie.ts'
import type { Viewer } from './viewer.ts'

/** What every procedure is given. */
export interface Context {
  viewer: Viewer | null
  requestId: string
  /** The only way in which a procedure touches the answer's headers. */
  sessionCookie: SessionCookie
}
