import { resolve } from 'node:path'
import type { z } from 'zod'
import type { Settings } from '../settings/env-file.ts'
import type { Tenant } from './tenant.ts'
import { type TenantEntry, TenantsFile } from './tenants-file.ts'

/** One thing that is wrong in a tenants file: where, and what would be right. */
export interface TenantsProblem {
  /** For example `tenants[3].snowflake.user`. */
  path: string
  message: string
}

/** Every problem of a tenants file at once. */
export class TenantsFileError extends Error {
  readonly problems: readonly TenantsProblem[]

  constructor(file: string, problems: readonly TenantsProblem[]) {
    const shown = problems
      .slice(0, MAX_SHOWN)
      .map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`)
    const rest = problems.length > MAX_SHOWN ? [`  … and ${problems.length - MAX_SHOWN} more`] : []
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
    super([`${file} has ${count}:`, ...shown, ...rest].join('\n'))
    this.name = 'TenantsFileError'
    this.problems = problems
  }
}

/** A file of ten thousand bad rows must not become a log line of a megabyte. */
const MAX_SHOWN = 100

/**
 * The tenants that a file's text declares, or every problem at once: syntax, shape, unknown fields, and what is wrong only
 * between entries (an id or a Snowflake user that stands twice).
 *
 * @param options.file how to name the file in messages
 * @param options.folder relative key paths start here
 * @param options.settings where the passphrase variables are looked up
 * @throws TenantsFileError
 */
export function parseTenants(text: string, options: { file: string; folder: string; settings: Settings }): Tenant[] {
  const parsed = TenantsFile.safeParse(parseJson(text, options.file))
  // What could be read is compared all the same, so that a doubled id is not hidden by a typo elsewhere.
  const problems = parsed.success ? [] : parsed.error.issues.flatMap(toProblems)
  problems.push(...doubles(parsed.success ? parsed.data.tenants : rawEntries(parseJson(text, options.file))))
  if (problems.length > 0 || !parsed.success) throw new TenantsFileError(options.file, problems)
  return parsed.data.tenants.map((entry) => toTenant(entry, options))
}

/** A validated entry as the rest of Coco knows it: key path absolute, passphrase behind a function. */
export function toTenant(entry: TenantEntry, { folder, settings }: { folder: string; settings: Settings }): Tenant {
  return {
    id: entry.id,
    name: entry.name,
    snowflake: toSignIn(entry.snowflake, folder, settings),
    defaultModel: entry.defaultModel,
    models: entry.models,
    systemPrompt: entry.systemPrompt,
    limits: entry.limits,
    documents: entry.documents,
  }
}

function toSignIn(entry: TenantEntry['snowflake'], folder: string, settings: Settings): Tenant['snowflake'] {
  if ('sessionTokenPath' in entry) {
    return { user: null, role: null, privateKey: null, sessionTokenPath: resolve(folder, entry.sessionTokenPath) }
  }
  const { user, role, privateKeyPath, privateKeyPassphraseEnv } = entry
  const passphrase = privateKeyPassphraseEnv ? settings[privateKeyPassphraseEnv.toUpperCase()] : undefined
  return {
    user,
    role,
    privateKey: {
      path: resolve(folder, privateKeyPath),
      passphrase: passphrase === undefined ? null : () => passphrase,
      ...(privateKeyPassphraseEnv ? { passphraseVariable: privateKeyPassphraseEnv } : {}),
    },
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new TenantsFileError(file, [{ path: '', message: `is not valid JSON: ${(error as Error).message}` }])
  }
}

function toProblems(issue: z.core.$ZodIssue): TenantsProblem[] {
  const path = issue.path.reduce<string>(
    (text, part) => text + (typeof part === 'number' ? `[${part}]` : `${text === '' ? '' : '.'}${String(part)}`),
    '',
  )
  if (issue.code !== 'unrecognized_keys') return [{ path, message: toSentence(issue) }]
  return issue.keys.map((key) => ({
    path: path === '' ? key : `${path}.${key}`,
    message: 'is not a field that a tenants file has. Correct the name or remove it.',
  }))
}

/** zod says "Invalid input: expected string, received undefined" of a field that is not there. */
function toSentence(issue: z.core.$ZodIssue): string {
  const [, expected, received] = /expected (.+), received (.+)$/.exec(issue.message) ?? []
  if (expected === undefined) return issue.message
  return received === 'undefined'
    ? `is missing; it must be ${article(expected)}`
    : `must be ${article(expected)}, not ${received}`
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}

interface Comparable {
  id?: unknown
  snowflake?: { user?: unknown; sessionTokenPath?: unknown } | null
  documents?: { database?: unknown; schema?: unknown } | null
}

function rawEntries(json: unknown): readonly Comparable[] {
  const tenants = (json as { tenants?: unknown } | null)?.tenants
  return Array.isArray(tenants)
    ? tenants.map((entry) => (typeof entry === 'object' && entry !== null ? entry : {}))
    : []
}

function doubles(entries: readonly Comparable[]): TenantsProblem[] {
  const problems: TenantsProblem[] = []
  const firstWithId = new Map<string, number>()
  const firstWithUser = new Map<string, number>()
  let firstOfService: number | null = null
  const firstWithSchema = new Map<string, number>()
  entries.forEach((entry, index) => {
    const { id } = entry
    const user = entry.snowflake?.user
    const sameId = remember(firstWithId, id, index)
    if (sameId !== null) {
      problems.push({
        path: `tenants[${index}].id`,
        message: `${JSON.stringify(id)} is the id of tenants[${sameId}] too. Give each tenant an id of its own.`,
      })
    }
    const sameUser = remember(firstWithUser, typeof user === 'string' ? user.trim().toUpperCase() : user, index)
    if (sameUser !== null) {
      problems.push({
        path: `tenants[${index}].snowflake.user`,
        message:
          `${JSON.stringify(user)} is the Snowflake user of tenants[${sameUser}] too. ` +
          'Give each tenant a user of its own: the user is what Snowflake tells them apart by.',
      })
    }
    if (typeof entry.snowflake?.sessionTokenPath === 'string') {
      if (firstOfService === null) firstOfService = index
      else {
        problems.push({
          path: `tenants[${index}].snowflake.sessionTokenPath`,
          message:
            `tenants[${firstOfService}] signs in as the service already, and Snowflake could not tell the two apart. ` +
            'Give this tenant a user and a key pair of its own.',
        })
      }
    }
    const { database, schema } = entry.documents ?? {}
    const place = typeof database === 'string' && typeof schema === 'string' ? `${database}.${schema}` : undefined
    const samePlace = remember(firstWithSchema, place, index)
    if (samePlace !== null) {
      problems.push({
        path: `tenants[${index}].documents.schema`,
        message:
          `${place} holds the documents of tenants[${samePlace}] too. ` +
          'Give each tenant a schema of its own: the grants on it are what keeps their documents apart.',
      })
    }
  })
  return problems
}

/** The index where this value stood first, or null when this is the first time. */
function remember(seen: Map<string, number>, value: unknown, index: number): number | null {
  if (typeof value !== 'string') return null
  const first = seen.get(value)
  if (first === undefined) seen.set(value, index)
  return first ?? null
}
