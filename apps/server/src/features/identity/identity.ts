import type { Tenant } from '@coco/core/tenants/tenant'
import type { SignInOptions } from '@coco/shared/identity-views'
import { type PersonId, SessionId } from '@coco/shared/ids'
import type { Background } from '../../platform/background.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Secret } from '../../platform/secret.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, IdentityTx } from '../../store/doors.ts'
import { createAccessTokens } from './access-tokens.ts'
import { createAttempts } from './attempts.ts'
import { createBeginSession, createTryToBeginSession } from './begin-session.ts'
import { toEmailKey } from './email-key.ts'
import { makeLink, voidInvitations, voidLinks } from './link-store.ts'
import { createLiveProofs } from './live-proofs.ts'
import { localPeople } from './local-people.ts'
import { createOwnAccount } from './own-account.ts'
import { createPasswordHashes } from './password-hashes.ts'
import { createSignInWithPassword } from './password-sign-in.ts'
import { findActivePeople, hasSuperuser as hasAnySuperuser, membershipsOf } from './person-store.ts'
import { createReadOwnSession } from './read-own-session.ts'
import { createRefusal, type RecordRefusal } from './refusals.ts'
import { endSessions, findOpenSessions } from './session-store.ts'
import { createSessions } from './sessions.ts'
import { createSetupLink } from './setup-link.ts'
import { createSignInTurns } from './sign-in-turns.ts'
import { createSignIn } from './sign-in.ts'
import { createUseLinks } from './use-links.ts'

/** Who people are: their sessions, passwords and links. */
export function createIdentity(deps: {
  doors: Doors
  recordAudit: RecordAudit
  recordRefusal: RecordRefusal
  tenants: () => readonly Tenant[]
  /** Local mode: the seeded people sign in with one click. */
  isLocal: boolean
  provider: SignInOptions['provider']
  sessionSecret: Secret
  instanceId: string
  maxSessionsPerPerson: number
  /** Of the server's own files. */
  folder: string
  newId: () => string
  clock: Clock
  background: Background
  log: Logger
}) {
  const { doors, recordAudit, tenants, clock, background, log } = deps
  const proofs = createLiveProofs({
    findLive: {
      session: (ids) => doors.inIdentity({}, (tx) => findOpenSessions(tx, ids)),
      person: (ids) => doors.inIdentity({}, (tx) => findActivePeople(tx, ids)),
    },
    clock,
    background,
  })
  const sessions = createSessions({
    doors,
    accessTokens: createAccessTokens({ secret: deps.sessionSecret, instanceId: deps.instanceId, now: clock.now }),
    proofs,
    recordAudit,
    maxPerPerson: deps.maxSessionsPerPerson,
    newId: () => SessionId.parse(deps.newId()),
    hasTenant: (tenant) => tenants().some(({ id }) => id === tenant),
    monotonicMs: clock.monotonicMs,
  })
  const passwords = createPasswordHashes()
  const inTurn = createSignInTurns()
  const attempts = createAttempts(clock.monotonicMs)
  const tryToBegin = createTryToBeginSession({ doors, sessions, tenants, recordAudit })
  const readOwnSession = createReadOwnSession({ doors, tenants })
  const refuse = createRefusal(deps.recordRefusal, 'sign_in_refused')
  const isProvenInFront = Boolean(deps.provider?.inFront)
  const hasSuperuser = (tx: IdentityTx) => hasAnySuperuser(tx, isProvenInFront)
  const setupLink = createSetupLink({ doors, hasSuperuser, folder: deps.folder, log })
  const seeded = () => (deps.isLocal ? localPeople(tenants()) : [])

  return {
    sessions,
    /** For whoever proves people in another way: an open reader of theirs ends with their account. */
    signalForPerson: (id: PersonId) => proofs.signalFor('person', id),
    beginSession: createBeginSession(tryToBegin),
    signIn: createSignIn({
      doors,
      localPeople: deps.isLocal ? seeded : null,
      provider: deps.provider,
      needsSetup: setupLink.needsSetup,
      signInWithPassword: createSignInWithPassword({ doors, passwords, inTurn, attempts, tenants, tryToBegin, refuse }),
      tryToBegin,
      readOwnSession,
      sessions,
      recordAudit,
    }),
    ownAccount: createOwnAccount({
      doors,
      sessions,
      readOwnSession,
      passwords,
      inTurn,
      attempts,
      tenants,
      recordAudit,
      refuse,
    }),
    links: createUseLinks({
      doors,
      passwords,
      inTurn,
      attempts,
      tenants,
      sessions,
      readOwnSession,
      tryToBegin,
      recordAudit,
      refuse: createRefusal(deps.recordRefusal, 'link_refused'),
      newId: deps.newId,
      hasSuperuser,
      setUp: setupLink.remove,
    }),
    /** For whoever manages people and their accounts. */
    ofPeople: {
      toEmailKey,
      membershipsOf,
      makeLink,
      voidLinks,
      voidInvitations,
      endSessions,
      sessions,
      isSeeded: (id: PersonId) => seeded().some((person) => person.id === id),
      /** Whoever was known by this account is not any more, everywhere in this process. */
      personEnded(id: PersonId, sessionIds: readonly SessionId[]): void {
        sessions.ended(sessionIds)
        proofs.end('person', [id])
      },
    },
    /** Before anything is served. */
    prepare: () => (deps.isLocal ? Promise.resolve() : setupLink.prepare()),
    close: proofs.close,
  }
}
