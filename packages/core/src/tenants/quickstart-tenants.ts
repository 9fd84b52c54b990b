import { TenantId } from '@coco/shared/ids'
import type { Settings } from '../settings/env-file.ts'
import type { TenantEntry } from './tenants-file.ts'

/**
 * The quickstart's two tenants, as entries of a tenants file: what `ALPHA_*` and `BETA_*` say, and the quickstart's own
 * values for what they leave out. `models` keeps the order of the old page's picker; the last of each is shown although
 * the quickstart's SQL does not grant it.
 */
export function quickstartTenants(settings: Settings): TenantEntry[] {
  return [
    {
      ...person('ALPHA', 'Alpha', settings),
      defaultModel: 'claude-4-sonnet',
      models: ['claude-4-sonnet', 'mistral-large2', 'openai-gpt-4.1'],
      limits: { requestsPerMinute: 60 },
    },
    {
      ...person('BETA', 'Beta', settings),
      defaultModel: 'openai-gpt-4.1',
      models: ['openai-gpt-4.1', 'llama3.1-70b', 'deepseek-r1', 'claude-4-sonnet'],
      limits: { requestsPerMinute: 30 },
    },
  ]
}

function person(prefix: 'ALPHA' | 'BETA', name: string, settings: Settings) {
  const slug = name.toLowerCase()
  return {
    id: TenantId.parse(`tenant-${slug}`),
    name: `User ${name}`,
    snowflake: {
      user: settings[`${prefix}_SNOWFLAKE_USER`] ?? `COCO_USER_${prefix}`,
      role: `COCO_TENANT_${prefix}`,
      privateKeyPath: settings[`${prefix}_PRIVATE_KEY_PATH`] ?? `keys/${slug}_rsa_key.p8`,
      privateKeyPassphraseEnv: `${prefix}_PRIVATE_KEY_PASSPHRASE`,
    },
    documents: { database: 'COCO_DOCUMENTS', schema: `TENANT_${prefix}`, warehouse: 'COCO_WH' },
    systemPrompt: `You are a helpful AI assistant for User ${name}.`,
  }
}
