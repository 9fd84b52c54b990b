import { fingerprint } from '@coco/core/jwt/fingerprint'
import { readPrivateKey } from '@coco/core/jwt/private-key'
import type { Tenant } from '@coco/core/tenants/tenant'
import type { Finding } from './finding.ts'

/** Tenants that hold the same key pair: whoever has the file of one is the other too. Keys that cannot be opened are told elsewhere. */
export async function checkSharedKeys(tenants: readonly Tenant[]): Promise<Finding[]> {
  const firstWith = new Map<string, string>()
  const findings: Finding[] = []
  for (const { id, snowflake } of tenants) {
    const print = await fingerprintOf(snowflake.privateKey)
    if (print === null) continue
    const other = firstWith.get(print)
    if (other === undefined) firstWith.set(print, id)
    else {
      findings.push({
        check: 'key pairs',
        ok: false,
        detail: `${id} and ${other} have the same key (${print})`,
        remedy: `Make a key pair for ${id} alone, and register its public half with ALTER USER … SET RSA_PUBLIC_KEY.`,
      })
    }
  }
  return findings
}

async function fingerprintOf(source: Tenant['snowflake']['privateKey']): Promise<string | null> {
  if (source === null) return null
  try {
    return fingerprint(await readPrivateKey(source))
  } catch {
    return null
  }
}
