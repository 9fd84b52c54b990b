/** Who a verified token belongs to. */
export interface Caller {
  /** The user's NAME (not its LOGIN_NAME), in the case it is stored in. */
  userName: string
  /** The role a REST call runs with, `null` when the user has none or it was dropped. */
  defaultRole: string | null
}

/** What the Cortex endpoints may ask about a caller. Implemented over the role graph; the endpoints know no SQL. */
export interface CortexAccess {
  /** SNOWFLAKE.CORTEX_USER or SNOWFLAKE.CORTEX_REST_API_USER, with inheritance, PUBLIC included. */
  hasCortexRole(caller: Caller): boolean
  /** Takes `claude-4-sonnet` and `SNOWFLAKE.MODELS."CLAUDE-4-SONNET"`. False for a model that does not exist. */
  mayUseModel(caller: Caller, model: string): boolean
  /** The same for models that make vectors, which no chat may use. */
  mayEmbedWith(caller: Caller, model: string): boolean
  /** The models this caller may use, lower-case, sorted. */
  usableModels(caller: Caller): string[]
}
