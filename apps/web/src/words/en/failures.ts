import type { ErrorCode } from '@coco/shared/error-codes'
import { section } from '../section.ts'

export interface Circumstances {
  /** The tenant's name, as people know it. */
  tenant: string
  model: string
}

/**
 * One plain sentence per cause: what happened, to whom, with which model. Complete by type: a new error code does not
 * compile until somebody has found the words for it.
 */
const sentences = {
  invalid_input:
    'This could not be sent as it is. It may be empty, or the answer before it may still be being written.',
  payload_too_large: 'This conversation has become too long to send as a whole. Start a new chat, or send less.',
  unsupported_media_type: 'The page and the server do not understand each other. Please reload the page.',
  not_found: 'This is not here, or not yours to see.',
  method_not_allowed: 'The page and the server do not understand each other. Please reload the page.',
  host_not_allowed: 'The server does not answer under this address. Open Coco at the address it printed.',
  origin_not_allowed: 'The server refused a request from this address. Open Coco at the address it printed.',
  not_signed_in: 'Your session has ended. Please sign in again; your text is kept.',
  invalid_api_key: 'This API key is not valid.',
  ambiguous_credentials: 'The request carried two different credentials. Please sign in again.',
  forbidden: 'You may not do this.',
  tenant_changed: 'You are working as another tenant by now. This message was not sent.',
  wrong_credentials: 'The e-mail address or the password is not right.',
  too_many_attempts: 'Too many attempts. Wait a moment before you try again.',
  link_invalid: 'This link has been used or has expired. Ask for a new one.',
  already_exists: 'This is there already.',
  idempotency_conflict: 'This was sent before with another text. Please send it once more.',
  rate_limited: ({ tenant }: Circumstances) => `${tenant} has reached its limit of messages per minute.`,
  too_many_streams: 'Too many answers are being written at once. Wait until one has ended, then try again.',
  shutting_down: 'The server is restarting. Please try again in a moment.',
  tenant_unavailable: ({ tenant }: Circumstances) =>
    `${tenant} cannot reach Snowflake at the moment: its key cannot be used. Whoever runs Coco can repair it.`,
  search_failed: 'Your documents could not be searched, so nothing was answered. Please try again.',
  store_unavailable: 'Coco cannot reach its database at the moment. Please try again shortly.',
  internal: 'Something went wrong on our side. Please try again.',
  model_not_allowed: ({ tenant, model }: Circumstances) => `Snowflake does not let ${tenant} use ${model}.`,
  search_not_allowed: ({ tenant }: Circumstances) => `Snowflake does not let ${tenant} search its documents.`,
  account_not_entitled: ({ tenant }: Circumstances) =>
    `Snowflake does not let ${tenant} use Cortex. A Snowflake administrator can allow it.`,
  upstream_rejected: ({ model }: Circumstances) => `Snowflake did not accept this message for ${model}.`,
  upstream_auth_failed: ({ tenant }: Circumstances) =>
    `Snowflake did not accept the key of ${tenant}. Whoever runs Coco can repair it.`,
  upstream_rate_limited: ({ model }: Circumstances) =>
    `Snowflake is limiting ${model} at the moment. Please try again shortly.`,
  upstream_overloaded: ({ model }: Circumstances) =>
    `Snowflake is too busy for ${model} at the moment. Please try again shortly.`,
  upstream_unreachable: 'Snowflake cannot be reached. Please try again shortly.',
  upstream_timeout: ({ model }: Circumstances) => `${model} took too long to answer.`,
  upstream_silent: ({ model }: Circumstances) => `${model} fell silent before its answer was complete.`,
  upstream_broken_off: ({ model }: Circumstances) =>
    `The connection to ${model} broke off before its answer was complete.`,
  upstream_malformed: ({ model }: Circumstances) => `${model} sent something that is not an answer.`,
  upstream_too_large: ({ model }: Circumstances) => `${model} sent more than can be shown.`,
  unreachable: 'Coco cannot be reached. Check your connection; your text is kept.',
} satisfies Record<ErrorCode | 'unreachable', string | ((about: Circumstances) => string)>

export const failures = section('failures', { sentences, thisTenant: 'This tenant', theModel: 'the model' })
