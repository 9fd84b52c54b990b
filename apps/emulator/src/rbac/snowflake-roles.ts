import type { AccountData, RoleRef } from './account-data.ts'

/** Database roles of SNOWFLAKE that have to do with Cortex (snowflake docs: aisql-privileges-and-access). */
export const snowflakeDatabaseRoles = [
  'AI_FUNCTIONS_USER',
  'COPILOT_USER',
  'CORTEX_AGENT_USER',
  'CORTEX_EMBED_USER',
  'CORTEX_REST_API_USER',
  'CORTEX_USER',
] as const

export const publicRole: RoleRef = { kind: 'ROLE', name: 'PUBLIC' }
export const publicApplicationRole: RoleRef = { kind: 'APPLICATION_ROLE', name: 'PUBLIC' }
export const allModelsRole: RoleRef = { kind: 'APPLICATION_ROLE', name: 'CORTEX-MODEL-ROLE-ALL' }

/** The application role that carries USAGE on one model; `CLAUDE-4-SONNET` gives `CORTEX-MODEL-ROLE-CLAUDE-4-SONNET`. */
export function modelRole(objectName: string): RoleRef {
  return { kind: 'APPLICATION_ROLE', name: `CORTEX-MODEL-ROLE-${objectName}` }
}

/** Application roles of SNOWFLAKE in this account: one per model object, the one for all, and PUBLIC. */
export function applicationRoleNames(data: AccountData): string[] {
  return [allModelsRole.name, ...data.models.map((model) => modelRole(model).name), publicApplicationRole.name].sort()
}
