import type { TenantId } from '@coco/shared/ids'

/** Where a private key is. A passphrase is a function, so that it cannot be printed by accident. */
export interface PrivateKeySource {
  path: string
  passphrase: (() => string) | null
  /** Which variable should hold the passphrase, so that a message can name it. */
  passphraseVariable?: string
}

/** Where a tenant's own documents are for Cortex Search: a schema that is its alone. Names as Snowflake keeps them, in capitals. */
export interface TenantDocuments {
  database: string
  schema: string
  /** What runs the statements that write there. */
  warehouse: string
}

/** One customer: its own Snowflake user, role and key pair. What it may call is decided there, not here. */
export interface Tenant {
  id: TenantId
  name: string
  snowflake: { user: string; role: string; privateKey: PrivateKeySource }
  defaultModel: string
  /** Shown in the picker even when not granted. Never consulted for permission. */
  models: readonly string[]
  systemPrompt: string | null
  limits: { requestsPerMinute: number }
  /** Null: its documents cannot be searched by Cortex Search. */
  documents: TenantDocuments | null
}
