import type { AppError } from '../platform/app-error.ts'
import type { CallSource } from './call-source.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Viewer } from './viewer.ts'

/** What every procedure is given. */
export interface Context {
  viewer: Viewer | null
  /** Why the credential that was presented proves nothing; every procedure throws it. Kept, not thrown by the context, so
   * that even this error carries its request id. */
  refusal: AppError | null
  requestId: string
  source: CallSource
  /** The header that shows that a proxy passed the request on; null when none does. */
  forwardedBy: string | null
  /** The only way in which a procedure touches the answer's headers. */
  sessionCookie: SessionCookie
}
