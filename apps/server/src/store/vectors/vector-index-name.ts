import { TenantId } from '@coco/shared/ids'

/**
 * The index over a tenant's vectors of one part, where there is one. The name says all of it, so nothing else has to be
 * recorded: an identifier has 63 characters, a tenant's slug 40 at most.
 * @throws when the tenant is no slug: what is written into statements is nothing else
 */
export function vectorIndexName(tenant: string, isPersonal: boolean): string {
  return `${isPersonal ? PERSONAL : PLAIN}${TenantId.parse(tenant)}`
}

/** The other way round; null for any other index. */
export function readVectorIndexName(name: string): { tenant: TenantId; isPersonal: boolean } | null {
  const isPersonal = name.startsWith(PERSONAL)
  const { data } = TenantId.safeParse(name.slice((isPersonal ? PERSONAL : PLAIN).length))
  return data !== undefined && (isPersonal || name.startsWith(PLAIN)) ? { tenant: data, isPersonal } : null
}

const PLAIN = 'vectors_of_'
const PERSONAL = 'personal_vectors_of_'
