import { isLoopbackHost } from '@coco/core/settings/loopback'
import { TenantId } from '@coco/shared/ids'
import { TenantRole } from '@coco/shared/roles'
import { z } from 'zod'
import { createSecret, type Secret } from '../platform/secret.ts'

/** `from=to,from=to`, or the same as a JSON object. */
const pairs = z.string().transform((text, context): Record<string, string> => {
  const parsed = text.trim().startsWith('{') ? parseJson(text) : splitPairs(text)
  const result = z.record(z.string().min(1), z.string().min(1)).safeParse(parsed)
  if (result.success) return result.data
  context.addIssue({ code: 'custom', message: 'must be from=to,from=to or a JSON object of texts' })
  return z.NEVER
})

const claim = z.string().trim().min(1)

export const OidcVariables = {
  OIDC_ISSUER: z
    .string()
    .trim()
    .refine(isIssuer, 'must be the issuer as its tokens name it: https:// (http:// on loopback), no query')
    .optional(),
  OIDC_CLIENT_ID: z.string().trim().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().trim().min(1).max(60, 'must be short enough for a button').optional(),
  OIDC_SCOPES: z
    .string()
    .trim()
    .refine((scopes) => scopes.split(/\s+/).includes('openid'), 'must contain openid')
    .optional(),
  OIDC_AUDIENCE: z.string().trim().min(1).optional(),
  OIDC_TENANT_CLAIM: claim.optional(),
  OIDC_ROLES_CLAIM: claim.optional(),
  OIDC_TENANT_MAP: pairs
    .refine(
      (map) => Object.values(map).every((id) => TenantId.safeParse(id).success),
      'must map to tenant names: a-z, 0-9 and -',
    )
    .optional(),
  OIDC_ROLE_MAP: pairs
    .refine(
      (map) => Object.values(map).every((role) => TenantRole.safeParse(role).success),
      `must map to ${TenantRole.options.join(', ')}; nobody is made superuser by a claim`,
    )
    .optional(),
  OIDC_DEFAULT_ROLE: z.literal('member', 'can only be member').optional(),
}

type OidcEnv = z.infer<z.ZodObject<typeof OidcVariables>>

/** How people sign in at an identity provider, and what its claims mean here. */
export interface OidcConfig {
  /** As its tokens name it, to the letter. */
  issuer: string
  clientId: string
  clientSecret: Secret
  /** On the button. */
  name: string
  scope: string
  /** Whom bearer tokens must be meant for. */
  audience: string
  claims: ClaimNames
}

export interface ClaimNames {
  tenant: string
  roles: string
  /** From the provider's names to ours; null: they are ours already. With a map, a tenant that is not in it is refused. */
  tenantMap: ReadonlyMap<string, TenantId> | null
  roleMap: ReadonlyMap<string, TenantRole> | null
  /** For somebody without any role that is known here; null: they are refused. */
  defaultRole: TenantRole | null
}

const REQUIRED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

/** The required ones that are missing although others are set. */
export function missingOidcVariables(env: OidcEnv): (typeof REQUIRED)[number][] {
  const isSet = Object.keys(OidcVariables).some((name) => env[name as keyof OidcEnv] !== undefined)
  return isSet ? REQUIRED.filter((name) => env[name] === undefined) : []
}

export function toOidcConfig(env: OidcEnv): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null
  return {
    issuer,
    clientId,
    clientSecret: createSecret(clientSecret),
    name: env.OIDC_NAME ?? new URL(issuer).hostname,
    scope: env.OIDC_SCOPES ?? 'openid profile email',
    audience: env.OIDC_AUDIENCE ?? clientId,
    claims: {
      tenant: env.OIDC_TENANT_CLAIM ?? 'tenant',
      roles: env.OIDC_ROLES_CLAIM ?? 'roles',
      tenantMap: env.OIDC_TENANT_MAP === undefined ? null : mapTo(TenantId, env.OIDC_TENANT_MAP),
      roleMap: env.OIDC_ROLE_MAP === undefined ? null : mapTo(TenantRole, env.OIDC_ROLE_MAP),
      defaultRole: env.OIDC_DEFAULT_ROLE ?? null,
    },
  }
}

function mapTo<T>(target: { parse: (value: string) => T }, pairsOf: Record<string, string>): Map<string, T> {
  return new Map(Object.entries(pairsOf).map(([from, to]) => [from, target.parse(to)]))
}

function isIssuer(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))
}

/** Cut at the last `=`: a group may be called `cn=admins`, what it becomes here may not. */
function splitPairs(text: string): unknown {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  const cut = parts.map((part) => /^(.+)=([^=]+)$/.exec(part))
  if (cut.some((match) => match === null)) return null
  return Object.fromEntries(cut.map((match) => [match?.[1]?.trim(), match?.[2]?.trim()]))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
