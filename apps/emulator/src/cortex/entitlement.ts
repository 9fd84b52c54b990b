import type { Caller } from './cortex-access.ts'
import type { CortexDeps } from './cortex-deps.ts'
import {
  accountNotEntitled,
  badRequest,
  missingDatabaseRole,
  modelNotAvailable,
  type Refusal,
  unknownModel,
} from './refusal.ts'

type Needs = Pick<CortexDeps, 'access' | 'trial' | 'modelErrors'>

/** The account first, then the database role of the caller. */
export function refuseCortex({ access, trial }: Needs, caller: Caller): Refusal | null {
  if (trial) return accountNotEntitled
  return access.hasCortexRole(caller) ? null : missingDatabaseRole
}

/** The model last, whether it exists and whether it is granted in one question: the two cannot be told apart. */
export function refuseModel(needs: Needs, caller: Caller, model: unknown): Refusal | null {
  return refuseUnless((name) => needs.access.mayUseModel(caller, name), needs, model)
}

/** The same for a model that makes vectors. */
export function refuseEmbeddingModel(needs: Needs, caller: Caller, model: unknown): Refusal | null {
  return refuseUnless((name) => needs.access.mayEmbedWith(caller, name), needs, model)
}

function refuseUnless(isAllowed: (model: string) => boolean, { modelErrors }: Needs, model: unknown): Refusal | null {
  if (typeof model !== 'string') return badRequest('input schema validation error: [model: a string is required]')
  if (isAllowed(model)) return null
  return modelErrors === '403' ? modelNotAvailable : unknownModel(model)
}
