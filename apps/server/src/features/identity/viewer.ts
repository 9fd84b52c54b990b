import type { PersonId, TenantId } from '@coco/shared/ids'
import type { Role } from '@coco/shared/roles'
import { AppError } from '../../platform/app-error.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { SessionTokens } from '../../trpc/session-cookie.ts'
import type { FoundKey } from '../../trpc/found-key.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { requireDirect } from './require-direct.ts'
import { permissionsOf, permissionsOfKey } from './roles.ts'
import type { PresentedTokens, Sessions } from './sessions.ts'

/** What a request carries. `undefined` is "not there"; an empty text was there and proves nothing. */
export interface Carriers {
  session?: SessionCarrier | undefined
  apiKey?: string | undefined
  authorization?: string | undefined
  /** The header that shows that a proxy passed the request on; null when none does. */
  forwardedBy: string | null
  /** The user whom an ingress in front names; counts only where the settings say that it stands there. */
  ingressUser?: string | null
  source: CallSource
}

/** A browser's cookies; at least one of them is there. */
export interface SessionCarrier extends PresentedTokens {
  /** Takes new ones, for the answer. */
  keep(tokens: SessionTokens): void
}

/**
 * Who is calling; null when nothing was presented, or a session that is over.
 * @throws AppError ambiguous_credentials, invalid_api_key, not_signed_in (a bearer token), forbidden (a public key through
 *   a proxy)
 */
export type Identify = (carriers: Carriers) => Promise<Viewer | null>

/** What a bearer token proves. */
export interface FoundBearer {
  personId: PersonId
  tenant: TenantId
  roles: readonly Role[]
  /** Aborts when the token expires, or the person is deactivated. */
  ended: AbortSignal
}

/** One function for every transport: the same credential means the same everywhere. */
export function createIdentify(deps: {
  sessions: Pick<Sessions, 'find'>
  findApiKey: (presented: string) => Promise<FoundKey | null>
  /** Told of every key and token that proves nothing, for the record. */
  onRefused: (source: CallSource, error: AppError) => void
  /** Null where no issuer is known. @throws AppError not_signed_in, store_unavailable */
  findBearer: (token: string) => Promise<FoundBearer | null>
  /** Who the user is whom the ingress names. Left out: there is no ingress, and what names one is ignored. */
  findIngressPerson?: (userName: string | null) => Promise<PersonId | null>
}): Identify {
  return async ({ session, apiKey, authorization, forwardedBy, ingressUser = null, source }) => {
    const presented = [session, apiKey, authorization].filter((carrier) => carrier !== undefined)
    if (presented.length > 1) {
      throw new AppError('ambiguous_credentials', 'Send one credential: a session, an API key or a bearer token.')
    }
    if (session !== undefined) return viewerOfSession(session, ingressUser, source)
    try {
      if (apiKey !== undefined) return await viewerOfKey(apiKey, forwardedBy)
      return authorization === undefined ? null : await viewerOfBearer(authorization)
    } catch (error) {
      if (error instanceof AppError && error.code !== 'store_unavailable') deps.onRefused(source, error)
      throw error
    }
  }

  async function viewerOfBearer(authorization: string): Promise<Viewer> {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1]
    const found = token === undefined ? null : await deps.findBearer(token)
    if (found === null) {
      throw new AppError('not_signed_in', 'This token is not accepted here. Send X-API-Key, or sign in.')
    }
    const { personId, tenant, roles, ended } = found
    return {
      tenant,
      subject: personId,
      roles,
      permissions: permissionsOf(roles),
      models: null,
      proof: { kind: 'bearer', personId },
      ended,
    }
  }

  async function viewerOfKey(presented: string, forwardedBy: string | null): Promise<Viewer> {
    const key = await deps.findApiKey(presented)
    if (key === null) throw new AppError('invalid_api_key', 'Invalid or missing API key. Check your X-API-Key header.')
    if (key.isPublic) requireDirect('This API key is public and works', forwardedBy)
    return {
      tenant: key.tenant,
      subject: key.principalId,
      roles: key.roles,
      permissions: permissionsOfKey(key.roles),
      models: key.models,
      proof: { kind: 'api_key', keyId: key.keyId },
      ended: key.ended,
    }
  }

  async function viewerOfSession(
    carrier: SessionCarrier,
    ingressUser: string | null,
    source: CallSource,
  ): Promise<Viewer | null> {
    // Whoever is somebody else at Snowflake by now must not go on with the session that this browser still has.
    const onlyFor = await deps.findIngressPerson?.(ingressUser)
    if (onlyFor === null) return null
    const found = await deps.sessions.find(carrier, source, onlyFor)
    if (found === null || (onlyFor !== undefined && found.session.personId !== onlyFor)) return null
    if (found.renewed !== null) carrier.keep(found.renewed)
    const { id: sessionId, personId, tenant, roles, ended } = found.session
    return {
      tenant,
      subject: personId,
      roles,
      permissions: permissionsOf(roles),
      models: null,
      proof: { kind: 'session', sessionId, personId },
      ended,
    }
  }
}
