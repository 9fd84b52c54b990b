/** JSON Schema 2020-12, as far as the document uses it. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  format?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  default?: unknown
  description?: string
}

/** One field of a body, with the way to it: `sources[].title`. */
export interface Field {
  name: string
  schema: Schema
  isRequired: boolean
}

/** Every field, however deep, in the order of the schema. */
export function fieldsOf(schema: Schema, path = '', isSure = true): Field[] {
  if (schema.items !== undefined) return fieldsOf(schema.items, `${path}[]`, isSure)
  const fields = Object.entries(schema.properties ?? {}).flatMap(([key, field]): Field[] => {
    const name = path === '' ? key : `${path}.${key}`
    // Within something that may be left out, or be something else, "required" holds only where that is there.
    const isRequired = isSure && (schema.required?.includes(key) ?? false)
    return [{ name, schema: field, isRequired }, ...fieldsOf(field, name)]
  })
  const forms = formsOf(schema).filter(({ type }) => type !== 'null')
  const more = forms.flatMap((form) => fieldsOf(form, path, isSure && forms.length === 1))
  return [...new Map([...fields, ...more].map((field) => [field.name, field])).values()]
}

/** What it may be instead; none when it is one thing. */
export const formsOf = ({ anyOf, oneOf }: Schema): readonly Schema[] => anyOf ?? oneOf ?? []

/** In a few words: `string or null`, `array of object`. */
export function typeOf(schema: Schema): string {
  const forms = formsOf(schema)
  if (forms.length > 0) return [...new Set(forms.map(typeOf))].join(' or ')
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.items !== undefined) return `array of ${typeOf(schema.items)}`
  const type = [schema.type ?? (schema.enum === undefined ? 'anything' : 'one of')].flat().join(' or ')
  return schema.format === undefined ? type : `${type}, ${schema.format}`
}

/** Everything that a value must keep to, besides its type. */
export function limitsOf(schema: Schema): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = schema
  const own = [
    range(minLength, maxLength, 'characters'),
    range(minItems, maxItems, 'items'),
    // What a number in JavaScript cannot pass is no limit of ours.
    range(isSafe(minimum) ? minimum : undefined, isSafe(maximum) ? maximum : undefined, ''),
    pattern === undefined ? null : `matches ${pattern}`,
    schema.default === undefined ? null : `left out: ${JSON.stringify(schema.default)}`,
  ]
  const ofForms = formsOf(schema).flatMap(limitsOf)
  const ofItems = schema.items === undefined ? [] : limitsOf(schema.items).map((limit) => `each ${limit}`)
  return [...new Set([...own.filter((limit) => limit !== null), ...ofForms, ...ofItems])]
}

/** @param unit of what is counted, of which there are never fewer than none; empty: the number itself */
function range(least: number | undefined, most: number | undefined, unit: string): string | null {
  const low = unit !== '' && least === 0 ? undefined : least
  const of = unit === '' ? '' : ` ${unit}`
  if (most === undefined) {
    if (low === undefined) return null
    return unit !== '' && low === 1 ? 'not empty' : `at least ${inWords(low)}${of}`
  }
  return low === undefined ? `at most ${inWords(most)}${of}` : `${inWords(low)} to ${inWords(most)}${of}`
}

const inWords = (value: number) => value.toLocaleString('en')
const isSafe = (value: number | undefined) => value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER
