import type { Tenant } from '@coco/core/tenants/tenant'
import { openTenantRegistry } from '@coco/core/tenants/tenant-registry'
import type { Cli } from '../command.ts'
import { toSentence } from '../to-sentence.ts'
import type { Finding } from './finding.ts'

/** The declared tenants; of a file that no start would take, what is wrong with it. */
export function readTenants({ folder, settings }: Cli): { tenants: readonly Tenant[]; findings: Finding[] } {
  try {
    return { tenants: openTenantRegistry({ folder, settings, watch: false }).list(), findings: [] }
  } catch (error) {
    const remedy =
      'Correct the tenants file. Until then a running Coco keeps the last good one, and no start takes this one.'
    return { tenants: [], findings: [{ check: 'declared', ok: false, detail: toSentence(error), remedy }] }
  }
}
