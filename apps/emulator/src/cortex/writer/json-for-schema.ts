/** JSON Schemas come from callers and may refer to themselves. */
const DEEPEST = 8

type Schema = { [key: string]: unknown }

/** A value that fits a JSON Schema: the same one for the same schema. Strings carry `text`, so the value shows its origin. */
export function valueForSchema(schema: unknown, text: string, depth = 0): unknown {
  if (!isSchema(schema) || depth > DEEPEST) return text
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0]
  const branch = firstOf(schema.anyOf) ?? firstOf(schema.oneOf) ?? firstOf(schema.allOf)
  if (branch !== undefined) return valueForSchema(branch, text, depth + 1)
  switch (
    Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? (isSchema(schema.properties) ? 'object' : 'string'))
  ) {
    case 'object':
      return objectForSchema(schema, text, depth)
    case 'array':
      return [valueForSchema(schema.items, text, depth + 1)]
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 1
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return typeof schema.maxLength === 'number' ? text.slice(0, schema.maxLength) : text
  }
}

function objectForSchema(schema: Schema, text: string, depth: number): Schema {
  if (!isSchema(schema.properties)) return {}
  const required = new Set(Array.isArray(schema.required) ? schema.required : Object.keys(schema.properties))
  const entries = Object.entries(schema.properties).filter(([name]) => required.has(name))
  return Object.fromEntries(entries.map(([name, property]) => [name, valueForSchema(property, text, depth + 1)]))
}

function firstOf(branches: unknown): unknown {
  return Array.isArray(branches) ? branches[0] : undefined
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
