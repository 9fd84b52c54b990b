import type { TenantId } from '@coco/shared/ids'

/** Where a private key is. A passphrase is a function, so that it cannot be printed by accident. */
export interface PrivateKeySource {
  path: string
  passphrase: (() => string) | null
  /** Which variable should hold the passphrase, so that a message can name it. */
  passphraseVariable?: string
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
}
