import type { TenantId } from '@coco/shared/ids'
import type { Database, Transaction } from '../platform/database/database.ts'

/** Who a tenant's rows are read or written for. Every `Viewer` is one. */
export interface Insider {
  tenant: TenantId
  /** Whose conversations: a person's id, or that of a key's service principal. */
  subject: string
  permissions: ReadonlySet<string>
}

declare const SIDE: unique symbol
/** A transaction that sees one tenant's rows, and of conversations its caller's own. */
export type TenantTx = Transaction & { readonly [SIDE]: 'tenant' }
/** A transaction that sees who people are, and no tenant's rows but those of the proof that was named. */
export type IdentityTx = Transaction & { readonly [SIDE]: 'identity' }
/** A transaction that deletes and marks without reading what anybody wrote. */
export type KeeperTx = Transaction & { readonly [SIDE]: 'keeper' }

/** What is known before a tenant is: the user who proved their password, the key that was presented. */
export interface Proven {
  userId?: string
  /** SHA-256 of the API key, in hexadecimal. */
  keyHash?: string
}

/** Both sides in one transaction, so that what belongs together is committed together. Never nest the two. */
export interface BothSides {
  tenant<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>
  identity<T>(work: (tx: IdentityTx) => Promise<T>): Promise<T>
}

/**
 * The only ways to the database. Each takes on a role that the policies know, for one transaction; there is no way to a
 * tenant's rows that does not name the tenant. The embedded database has one connection: never open a door inside another.
 */
export interface Doors {
  /** @throws AppError store_unavailable, like all of these */
  inTenant<T>(viewer: Insider, work: (tx: TenantTx) => Promise<T>): Promise<T>
  inIdentity<T>(proven: Proven, work: (tx: IdentityTx) => Promise<T>): Promise<T>
  inBoth<T>(viewer: Insider, work: (sides: BothSides) => Promise<T>): Promise<T>
  /** Housekeeping for a whole tenant, or for everything that one owner has, in whichever tenant. */
  asKeeper<T>(of: { tenant: TenantId } | { ownerId: string }, work: (tx: KeeperTx) => Promise<T>): Promise<T>
}

export function createDoors(database: Pick<Database, 'transaction'>): Doors {
  return {
    inTenant: (viewer, work) => database.transaction(settingsOf(viewer), (tx) => work(tx as TenantTx)),
    inIdentity: (proven, work) =>
      database.transaction(
        { role: 'coco_identity', 'coco.user_id': proven.userId ?? '', 'coco.key_hash': proven.keyHash ?? '' },
        (tx) => work(tx as IdentityTx),
      ),
    inBoth: (viewer, work) =>
      database.transaction(settingsOf(viewer), (tx) =>
        work({
          tenant: async (inner) => {
            await takeOn(tx, 'coco_app')
            return inner(tx as TenantTx)
          },
          identity: async (inner) => {
            await takeOn(tx, 'coco_identity')
            return inner(tx as IdentityTx)
          },
        }),
      ),
    asKeeper: (of, work) =>
      database.transaction(
        {
          role: 'coco_keeper',
          'coco.tenant_id': 'tenant' in of ? of.tenant : '',
          'coco.user_id': 'ownerId' in of ? of.ownerId : '',
        },
        (tx) => work(tx as KeeperTx),
      ),
  }
}

function settingsOf({ tenant, subject, permissions }: Insider): Record<string, string> {
  return {
    role: 'coco_app',
    'coco.tenant_id': tenant,
    'coco.user_id': subject,
    'coco.pii_access': permissions.has('read_pii') ? 'on' : 'off',
  }
}

async function takeOn(tx: Transaction, role: 'coco_app' | 'coco_identity'): Promise<void> {
  await tx.$client.query("SELECT set_config('role', $1, true)", [role])
}
