import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { TenantEntry } from '@coco/core/tenants/tenants-file'
import type { z } from 'zod'

/** An entry as somebody wrote it: defaults left out, field order theirs. */
export type WrittenTenant = z.input<typeof TenantEntry>

/** The entries of a tenants file as they are written there. The file has been validated before. */
export function readTenantEntries(path: string): readonly WrittenTenant[] {
  const { tenants } = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as {
    tenants: readonly WrittenTenant[]
  }
  return tenants
}

/** Replaces the file in one step: a server that watches it never sees half of it. */
export function writeTenantEntries(path: string, tenants: readonly WrittenTenant[]): void {
  const draft = `${path}.${randomUUID()}.new`
  try {
    writeFileSync(draft, `${JSON.stringify({ tenants }, null, 2)}\n`, { flag: 'wx' })
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}
