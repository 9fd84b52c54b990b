import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** The entries of a tenants file as they are written there, defaults left out. The file has been validated before. */
export function readTenantEntries(path: string): readonly unknown[] {
  const { tenants } = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as { tenants: readonly unknown[] }
  return tenants
}

/** Replaces the file in one step: a server that watches it never sees half of it. */
export function writeTenantEntries(path: string, tenants: readonly unknown[]): void {
  const draft = `${path}.${randomUUID()}.new`
  try {
    writeFileSync(draft, `${JSON.stringify({ tenants }, null, 2)}\n`, { flag: 'wx' })
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}
