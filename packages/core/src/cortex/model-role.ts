/**
 * The application role that stands for one model: its name in capitals, dots and dashes kept (snowflake docs:
 * cortex-llm-rest-api, model access by roles). Null for a name that is no plain model id, because the result is pasted
 * into SQL by an administrator.
 */
export function modelRoleName(model: string): string | null {
  return MODEL_ID.test(model) ? `CORTEX-MODEL-ROLE-${model.toUpperCase()}` : null
}

/** The statement that lets a role use a model, or null when either name could be anything but a name. */
export function grantModelSql({ model, role }: { model: string; role: string }): string | null {
  const modelRole = modelRoleName(model)
  if (modelRole === null || !ROLE_NAME.test(role)) return null
  return `GRANT APPLICATION ROLE SNOWFLAKE."${modelRole}" TO ROLE ${role};`
}

/** The statement that lets a role call Cortex at all, or null when its name could be anything but a name. */
export function grantCortexSql(role: string): string | null {
  return ROLE_NAME.test(role) ? `GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE ${role};` : null
}

const MODEL_ID = /^[a-z0-9][a-z0-9._-]{0,63}$/
const ROLE_NAME = /^[A-Za-z_][A-Za-z0-9_$]{0,254}$/
