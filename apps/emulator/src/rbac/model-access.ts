import { assumptions } from '../assumptions.ts'
import type { Caller, CortexAccess } from '../cortex/cortex-access.ts'
import type { AccountData } from './account-data.ts'
import { callerRoles, defaultRoleOf } from './caller-roles.ts'
import { type CatalogModel, findCatalogModel } from './model-catalog.ts'
import { heldRoles, holds, type RoleSet, roleKey } from './role-graph.ts'
import { allModelsRole, modelRole } from './snowflake-roles.ts'

/** What the Cortex endpoints ask, answered from the account as it is at that moment. */
export function createModelAccess(read: () => AccountData): CortexAccess {
  function mayUse(caller: Caller, model: string, task: CatalogModel['task']): boolean {
    const objectName = modelObjectName(model)
    if (objectName === null || findCatalogModel(objectName)?.task !== task) return false
    return usableObjects(read(), caller).includes(objectName)
  }

  return {
    hasCortexRole(caller) {
      const held = heldRoles(read(), defaultRoleOf(caller))
      if (assumptions.accountAdminHoldsCortexRoles.value && holds(held, 'ACCOUNTADMIN')) return true
      return held.has('DATABASE_ROLE:CORTEX_USER') || held.has('DATABASE_ROLE:CORTEX_REST_API_USER')
    },
    // For an endpoint that chats an embedding model is no model, and the other way round.
    mayUseModel: (caller, model) => mayUse(caller, model, 'chat'),
    mayEmbedWith: (caller, model) => mayUse(caller, model, 'embed'),
    usableModels(caller) {
      return usableObjects(read(), caller)
        .map(findCatalogModel)
        .flatMap((model) => (model?.task === 'chat' ? [model.name] : []))
        .sort()
    },
  }
}

/** The model objects that somebody who holds these roles has USAGE on, in capitals, those out of reach left out. */
export function usableModelObjects(data: AccountData, held: RoleSet): string[] {
  const all = holds(held, 'ACCOUNTADMIN') || held.has(roleKey(allModelsRole))
  return data.models.filter((model) => isReachable(data, model) && (all || held.has(roleKey(modelRole(model)))))
}

/** `claude-4-sonnet` and `SNOWFLAKE.MODELS."CLAUDE-4-SONNET"` are one model; null for what cannot name one. */
function modelObjectName(model: string): string | null {
  const quoted = /^SNOWFLAKE\.MODELS\."([^"]+)"$/i.exec(model)
  if (quoted) return quoted[1] ?? null
  // In capitals some letters of other alphabets look like Latin ones: ſ becomes S.
  return /^[\w.-]+$/.test(model) ? model.toUpperCase() : null
}

function usableObjects(data: AccountData, caller: Caller): string[] {
  return usableModelObjects(data, callerRoles(data, caller))
}

/** Without cross-region inference a model of another region is simply unknown. */
function isReachable(data: AccountData, objectName: string): boolean {
  const model = findCatalogModel(objectName)
  return model !== undefined && (data.crossRegion === 'ANY_REGION' || model.inRegion)
}
