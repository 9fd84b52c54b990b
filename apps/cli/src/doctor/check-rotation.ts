import { existsSync } from 'node:fs'
import type { KeyPairTenant } from '@coco/core/tenants/tenant'
import { rotationPaths } from '../rotation/key-files.ts'
import { checkKeyFile } from './check-key-file.ts'
import type { Finding } from './finding.ts'

/** Whether a change of the tenant's key has been left half-way: no fault, as long as somebody means to end it. */
export function checkRotation({ id, snowflake }: KeyPairTenant): Finding[] {
  const { path } = snowflake.privateKey
  if (!existsSync(path)) return []
  const { next, previous } = rotationPaths(path)
  const left = [next, previous].filter((file) => existsSync(file))
  if (left.length === 0) return []
  const command = `coco tenant rotate-key ${id}`
  const steps = existsSync(next)
    ? `${command} goes on with the new key, and --finish removes it`
    : `${command} --finish removes the previous key, and --back uses it again`
  const underWay: Finding = { check: 'rotation', ok: true, detail: `under way, ${left.join(' and ')}: ${steps}` }
  return [underWay, ...left.flatMap(checkKeyFile)]
}
