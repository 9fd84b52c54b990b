import { realpathSync } from 'node:fs'
import { createJwtFactory } from '@coco/core/jwt/jwt-factory'
import { createSqlClient, type SqlClient } from '@coco/core/snowflake/sql-client'
import { hasKeyPair, type KeyPairTenant, type PrivateKeySource } from '@coco/core/tenants/tenant'
import { declaredTenants, findTenant } from '../admin/find-tenant.ts'
import { type Cli, Refusal } from '../command.ts'
import { type AccountAccess, findAccount } from '../doctor/account-access.ts'
import { isLocal } from '../local/local-deployment.ts'
import { requireRunning, USER_AGENT } from '../snowflake/connect.ts'
import { toSentence } from '../to-sentence.ts'
import { type KeyFile, type KeyFiles, readKeyFiles } from './key-files.ts'
import { openUserKeys, type RegisteredKeys, SLOTS, slotOf, type UserKeys } from './registered-keys.ts'

/** Everything that a step of a rotation looks at or acts on. */
export interface Rotation {
  tenant: KeyPairTenant
  files: KeyFiles
  keys: UserKeys
  registered: RegisteredKeys
  /** @throws Refusal when Snowflake does not take this key, or gives another role than the tenant's */
  requireSignIn(file: KeyFile): Promise<void>
  cli: Cli
}

/** Looks at the files and at Snowflake; changes nothing. @throws Refusal, KeyError, SqlError */
export async function openRotation(tenant: KeyPairTenant, cli: Cli): Promise<Rotation> {
  const files = await readKeyFiles(tenant.snowflake.privateKey)
  const account = await requireAccount(cli)
  const clientOf = (source: PrivateKeySource) => connectAs(tenant, source, account)
  const keys = await openUserKeys(tenant.snowflake.user, clientOf(files.current.source), cli)
  const registered = await keys.registered()
  requireCurrentKey(files, registered)
  return {
    tenant,
    files,
    keys,
    registered,
    cli,
    requireSignIn: (file) => requireSignIn(tenant, file, clientOf(file.source), cli),
  }
}

/** @throws Refusal for one that is not there, or that has no key of its own to rotate */
export function findRotatingTenant(id: string, cli: Cli): KeyPairTenant {
  const tenant = findTenant(cli, id)
  if (!hasKeyPair(tenant)) {
    throw new Refusal(
      `${id} signs in with the token of its service (sessionTokenPath), which Snowflake replaces itself.`,
    )
  }
  const { path } = tenant.snowflake.privateKey
  const other = declaredTenants(cli).find(
    ({ id: otherId, snowflake }) =>
      otherId !== id && snowflake.privateKey != null && isSameFile(snowflake.privateKey.path, path),
  )
  if (other === undefined) return tenant
  throw new Refusal(
    `${id} and ${other.id} read the same key file, ${path}: a new key for one would lock out the other. ` +
      `Give ${id} a key pair of its own first.`,
  )
}

/** A symbolic link leads to the file that is replaced, for whoever reads it under the other name too. */
function isSameFile(one: string, other: string): boolean {
  if (one === other) return true
  try {
    return realpathSync(one) === realpathSync(other)
  } catch {
    return false // one of them is not there, which is said where it is read
  }
}

async function requireAccount(cli: Cli): Promise<AccountAccess> {
  const account = findAccount(cli, isLocal(cli.settings) ? await requireRunning(cli) : null)
  if (account === null) throw new Refusal('There is no Snowflake to ask.')
  return account
}

function connectAs({ snowflake }: KeyPairTenant, privateKey: PrivateKeySource, account: AccountAccess): SqlClient {
  const credentials = createJwtFactory({ account: account.account, user: snowflake.user, privateKey })
  return createSqlClient({ baseUrl: account.sqlUrl, credentials, userAgent: USER_AGENT })
}

async function requireSignIn(
  { id, snowflake }: KeyPairTenant,
  { source, fingerprint }: KeyFile,
  client: SqlClient,
  cli: Cli,
): Promise<void> {
  let role: unknown
  try {
    role = (await client.execute('SELECT CURRENT_ROLE()', { signal: cli.stop })).rows[0]?.[0]
  } catch (error) {
    if (cli.stop.aborted) throw error
    throw new Refusal(
      `Snowflake does not take the key ${source.path} (${fingerprint}): ${toSentence(error)}\n` +
        `Nothing was switched or removed. Try again; coco doctor --tenant ${id} looks further.`,
    )
  }
  if (role === snowflake.role) return
  throw new Refusal(
    `${snowflake.user} gets the role ${JSON.stringify(role)}, but ${id} is declared with ${snowflake.role}.`,
  )
}

/** Whatever is to be done next, the key in use has to be one that Snowflake knows. */
function requireCurrentKey({ current }: KeyFiles, registered: RegisteredKeys): void {
  if (slotOf(registered, current.fingerprint) !== null) return
  const there = SLOTS.map((slot) => `${slot} ${registered[slot] ?? 'empty'}`).join(', ')
  throw new Refusal(
    `Snowflake does not know the key that Coco uses, ${current.fingerprint} (${there}). coco doctor says how to register it.`,
  )
}
