import type { TenantId } from '@coco/shared/ids'

/** Where a private key is. A passphrase is a function, so that it cannot be printed by accident. */
export interface PrivateKeySource {
  path: string
  passphrase: (() => string) | null
  /** Which variable should hold the passphrase, so that a message can name it. */
  passphraseVariable?: string
}

/** A tenant that signs in with its own user and key pair. */
export interface KeyPairSignIn {
  user: string
  role: string
  privateKey: PrivateKeySource
}

/**
 * A tenant whose calls are the Snowpark service's own: the user and role are the service's, told by the token that Snowflake
 * mounts into the container (source: snowflake docs, spcs "connecting to Snowflake from a service").
 */
export interface ServiceSignIn {
  user: null
  role: null
  privateKey: null
  sessionTokenPath: string
}

/** Where a tenant's own documents are for Cortex Search: a schema that is its alone. Names as Snowflake keeps them, in capitals. */
export interface TenantDocuments {
  database: string
  schema: string
  /** What runs the statements that write there. */
  warehouse: string
}

/** One customer, as Snowflake knows it: what it may call is decided there, not here. */
export interface Tenant {
  id: TenantId
  name: string
  snowflake: KeyPairSignIn | ServiceSignIn
  defaultModel: string
  /** Shown in the picker even when not granted. Never consulted for permission. */
  models: readonly string[]
  systemPrompt: string | null
  limits: { requestsPerMinute: number }
  /** Null: its documents cannot be searched by Cortex Search. */
  documents: TenantDocuments | null
}

/** A tenant with a user and a key pair of its own. */
export type KeyPairTenant = Tenant & { snowflake: KeyPairSignIn }

export function hasKeyPair(tenant: Tenant): tenant is KeyPairTenant {
  return tenant.snowflake.privateKey !== null
}
