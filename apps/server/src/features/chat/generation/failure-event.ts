import type { CortexError, CortexErrorCode } from '@coco/core/cortex/cortex-error'
import { grantCortexSql, grantModelSql } from '@coco/core/cortex/model-role'
import { lacksCortexRole } from '@coco/core/cortex/upstream-failure'
import type { Tenant } from '@coco/core/tenants/tenant'
import type { FailureEvent } from '@coco/shared/generation-events'
import { httpStatusOf } from '../../../trpc/error-codes.ts'

/** What a failed answer was about. */
export interface FailedRequest {
  tenant: Tenant
  model: string
  requestId: string
  /** Whether the reader may see the SQL that would allow what was refused. */
  maySeeGrants: boolean
}

/**
 * Upstream's failure as the last event of an answer, in a sentence for a person, with the status of our code. Upstream's
 * own words and number stay inside: its 401 is our sign-in that failed, and would tell a page to sign its person out.
 */
export function toFailureEvent(error: CortexError, request: FailedRequest): FailureEvent {
  const fix = request.maySeeGrants ? fixFor(error, request) : null
  return {
    type: 'error',
    code: error.code,
    status_code: httpStatusOf(error.code),
    message: SENTENCES[error.code](request),
    request_id: request.requestId,
    ...(error.retryAfterMs === null ? {} : { retry_after_ms: error.retryAfterMs }),
    ...(fix === null ? {} : { fix }),
  }
}

function fixFor(error: CortexError, { tenant, model }: FailedRequest): string | null {
  const { role } = tenant.snowflake
  // A tenant that signs in as the service has the role that owns the service, whose name is not known here.
  if (role === null) return null
  if (lacksCortexRole(error)) return grantCortexSql(role)
  return error.code === 'model_not_allowed' ? grantModelSql({ model, role }) : null
}

const SENTENCES: Record<CortexErrorCode, (request: FailedRequest) => string> = {
  model_not_allowed: ({ tenant, model }) => `${tenant.name} may not use ${shorten(model)}.`,
  search_not_allowed: ({ tenant }) => `${tenant.name} may not search its documents.`,
  account_not_entitled: ({ tenant }) =>
    `${tenant.name} may not call Cortex models over REST. Snowflake allows it to no trial account, and otherwise to whom it is granted.`,
  tenant_unavailable: ({ tenant }) => `${tenant.name} cannot sign in at Snowflake: its key cannot be used.`,
  upstream_rejected: ({ model }) => `${shorten(model)} did not accept this request.`,
  upstream_auth_failed: () => 'The sign-in at the model service failed. The operator has been told.',
  upstream_rate_limited: () => 'The model service takes no more requests for the moment. Please try again shortly.',
  upstream_overloaded: () => 'The model service is overloaded. Please try again.',
  upstream_unreachable: () => 'The model service cannot be reached. Please try again.',
  upstream_timeout: () => 'The model service did not answer in time. Please try again.',
  upstream_silent: () => 'The model fell silent before the answer was complete.',
  upstream_broken_off: () => 'The answer was broken off before it was complete.',
  upstream_malformed: () => 'The model service sent something that cannot be read.',
  upstream_too_large: () => 'The answer was too large and was cut.',
}

/** Model names come from callers: long ones are not echoed whole. */
function shorten(model: string): string {
  return model.length <= 80 ? model : `${model.slice(0, 79)}…`
}
