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
export function refuseModel({ access, modelErrors }: Needs, caller: Caller, model: unknown): Refusal | null {
  if (typeof model !== 'string') return badRequest('input schema validation error: [model: a string is required]')
  if (access.mayUseModel(caller, model)) return null
  return modelErrors === '403' ? modelNotAvailable : unknownModel(model)
}
