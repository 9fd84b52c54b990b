import { createPublicKey } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Seed } from './seed-account.ts'

const KEY_FILES: Record<string, string> = {
  COCO_ADMIN: 'admin_rsa_key',
  COCO_USER_ALPHA: 'alpha_rsa_key',
  COCO_USER_BETA: 'beta_rsa_key',
}

/**
 * The scripts that set an account up, in order, and the development keys of the users they make.
 * @throws Error when there is no key for the administrator: nobody could do anything in that account
 */
export function readSeed(sqlDir: string, keysDir: string, log: (sentence: string) => void): Seed {
  const tenants = join(sqlDir, 'tenants')
  const tenantScripts = existsSync(tenants) ? readdirSync(tenants).filter((name) => name.endsWith('.sql')) : []
  const documents = join(sqlDir, '04_documents.sql')
  const scripts = [
    join(sqlDir, '01_rbac_setup.sql'),
    join(sqlDir, '02_enable_model_rbac.sql'),
    // The quickstart has none.
    ...(existsSync(documents) ? [documents] : []),
    ...tenantScripts.sort().map((name) => join(tenants, name)),
  ]
  requireAdminKey(keysDir)
  const keys = Object.entries(KEY_FILES).flatMap(([user, file]) => {
    const key = readPublicKey(join(keysDir, file), log)
    return key === null ? [] : [[user, key] as const]
  })
  return { scripts: scripts.map((path) => resolve(path)), publicKeys: Object.fromEntries(keys) }
}

function requireAdminKey(keysDir: string): void {
  const path = join(keysDir, 'admin_rsa_key.p8')
  if (existsSync(path) || existsSync(join(keysDir, 'admin_rsa_key.pub'))) return
  throw new Error(
    `There is no key for the administrator. Make one (npm start does it by itself):\n` +
      `  mkdir -p ${keysDir} && openssl genrsa 2048 | openssl pkcs8 -topk8 -nocrypt -out ${path}`,
  )
}

/** From the `.pub` file, else from the `.p8` when that is not encrypted. */
function readPublicKey(path: string, log: (sentence: string) => void): string | null {
  if (existsSync(`${path}.pub`)) return readFileSync(`${path}.pub`, 'utf8')
  if (!existsSync(`${path}.p8`)) {
    log(`Neither ${path}.pub nor ${path}.p8 exists: its user gets no key.`)
    return null
  }
  try {
    return String(createPublicKey(readFileSync(`${path}.p8`)).export({ type: 'spki', format: 'pem' }))
  } catch {
    log(`${path}.p8 cannot be read without its passphrase; put the public key beside it as ${path}.pub.`)
    return null
  }
}
