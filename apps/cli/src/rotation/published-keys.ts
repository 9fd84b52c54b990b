import { createPublicKey, type KeyObject, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'
import type { KeyPairTenant } from '@coco/core/tenants/tenant'
import type { Cli } from '../command.ts'
import { publicKeyBody } from './registered-keys.ts'

/**
 * Puts one public key in the place of another where files repeat it: the .pub beside the private key, and the tenant's SQL.
 * A new local Snowflake learns keys from those, and whoever ran the SQL again would register the old key again. Files that
 * hold another key, or none, are somebody's own and stay as they are.
 *
 * @returns the files that changed
 */
export function republish(tenant: KeyPairTenant, from: KeyObject, to: KeyObject, cli: Cli): string[] {
  const { dir, name } = parse(tenant.snowflake.privateKey.path)
  const publicKeyFile = join(dir, `${name}.pub`)
  const sqlFile = join(resolve(cli.folder, cli.settings.EMULATOR_SQL_DIR ?? 'sql'), 'tenants', `${tenant.id}.sql`)
  const [before, after] = [publicKeyBody(from), publicKeyBody(to)]
  const changed: string[] = []
  if (existsSync(publicKeyFile) && bodyOf(readFileSync(publicKeyFile, 'utf8')) === before) {
    replaceFile(publicKeyFile, createPublicKey(to).export({ type: 'spki', format: 'pem' }).toString())
    changed.push(publicKeyFile)
  }
  const sql = existsSync(sqlFile) ? readFileSync(sqlFile, 'utf8') : ''
  if (sql.includes(before)) {
    replaceFile(sqlFile, sql.replaceAll(before, after))
    changed.push(sqlFile)
  }
  return changed
}

const bodyOf = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')

function replaceFile(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}.new`
  try {
    writeFileSync(draft, text, { flag: 'wx' })
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}
