import type { SessionView } from '@coco/shared/identity-views'
import type { Failure } from '../../../lib/failure.ts'
import { trouble } from '../../../words/en/trouble.ts'
import { wordsOf } from '../../../words/language.ts'

type Tenant = SessionView['tenant']

/** What somebody can be asked for who can change it; null where asking helps nothing. */
export function accessRequestOf(failure: Failure, tenant: Tenant, model: string) {
  const words = wordsOf(trouble).access
  const reference = words.reference(tenant.id, failure.code, failure.requestId ?? '–')
  const request = (label: string, wish: string) => ({ label, message: `${wish}\n${reference}` })
  if (failure.code === 'model_not_allowed') return request(words.ask, words.pleaseAllow(tenant.name, model))
  if (failure.code === 'account_not_entitled') return request(words.ask, words.pleaseAllowAny(tenant.name))
  return IN_NEED_OF_REPAIR.has(failure.code) ? request(words.tell, words.pleaseRepair(tenant.name)) : null
}

/** Whoever runs Coco can repair it, and nobody else. */
const IN_NEED_OF_REPAIR = new Set<Failure['code']>(['upstream_auth_failed', 'tenant_unavailable'])

/** For a tenant that may use no model at all, before anything was asked. */
export function accessRequestOfTenant(tenant: Tenant) {
  const words = wordsOf(trouble).access
  return {
    label: words.ask,
    message: `${words.pleaseAllowAny(tenant.name)}\n${words.referenceOfTenant(tenant.id)}`,
  }
}
