/** As callers write models: `claude-4-sonnet`, or the object that Snowflake keeps it as. */
const MODEL = /^([A-Za-z0-9][A-Za-z0-9._/-]{0,99}|SNOWFLAKE\.MODELS\."[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")$/

/** The model for the log. Whatever else a caller put into that field may be a prompt or a secret. */
export function loggableModel(model: string): string {
  return MODEL.test(model) ? model : '(not a model id)'
}
