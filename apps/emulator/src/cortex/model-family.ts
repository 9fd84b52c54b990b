/** Models of one family share a dialect: which fields they take, and how their answers look on the wire. */
export type ModelFamily = 'openai' | 'claude' | 'other'

/** `claude-4-sonnet` for `claude-4-sonnet` and for `SNOWFLAKE.MODELS."CLAUDE-4-SONNET"`. */
export function bareModelName(model: string): string {
  const qualified = /^SNOWFLAKE\.MODELS\."?([^"]+)"?$/i.exec(model)
  return (qualified?.[1] ?? model).toLowerCase()
}

export function modelFamily(bareName: string): ModelFamily {
  if (bareName.startsWith('claude')) return 'claude'
  if (bareName.startsWith('openai-')) return 'openai'
  return 'other'
}
