import { createPublicKey, type KeyObject } from 'node:crypto'
import { quoteLiteral } from '@coco/core/snowflake/identifier'
import type { SqlClient } from '@coco/core/snowflake/sql-client'
import { type Cli, Refusal } from '../command.ts'
import { connectAsAdmin } from '../snowflake/connect.ts'
import { sqlName } from '../snowflake/sql-name.ts'
import { toSentence } from '../to-sentence.ts'

/** A user has two keys, and a token of either is good (source: snowflake docs, key-pair-auth "Configuring key-pair rotation"). */
export const SLOTS = ['RSA_PUBLIC_KEY', 'RSA_PUBLIC_KEY_2'] as const
export type Slot = (typeof SLOTS)[number]

/** The fingerprint of the key in each slot; null for an empty one. */
export type RegisteredKeys = Record<Slot, string | null>

export function slotOf(registered: RegisteredKeys, fingerprint: string | undefined): Slot | null {
  return SLOTS.find((slot) => registered[slot] !== null && registered[slot] === fingerprint) ?? null
}

/** What Snowflake knows of a user's keys, and the two changes that a rotation makes to it. */
export interface UserKeys {
  registered(): Promise<RegisteredKeys>
  set(slot: Slot, key: KeyObject): Promise<void>
  unset(slot: Slot): Promise<void>
}

/**
 * @param own the user's own client: asked where no administrator is set, for what changes nothing
 * @returns functions that throw a Refusal with the SQL to run where nobody here may run it, SqlError otherwise
 */
export async function openUserKeys(user: string, own: SqlClient, cli: Cli): Promise<UserKeys> {
  const admin = await adminOrWhyNot(cli)
  const reader = admin instanceof Refusal ? own : admin
  const name = sqlName(user)

  async function registered(): Promise<RegisteredKeys> {
    try {
      const { rows } = await reader.execute(`DESC USER ${name}`, { signal: cli.stop })
      return readDescription(rows)
    } catch (error) {
      if (!(admin instanceof Refusal) || cli.stop.aborted) throw error
      throw new Refusal(`${toSentence(error)}\n${user} cannot read its own keys. ${admin.message}`)
    }
  }

  async function change(sql: string): Promise<void> {
    if (!(admin instanceof Refusal)) await admin.execute(sql, { signal: cli.stop })
    else throw new Refusal(`Run this as ACCOUNTADMIN, then call the same command again:\n\n${sql};\n\n${admin.message}`)
  }

  return {
    registered,
    set: (slot, key) => change(`ALTER USER ${name} SET ${slot} = ${quoteLiteral(publicKeyBody(key))}`),
    unset: (slot) => change(`ALTER USER ${name} UNSET ${slot}`),
  }
}

async function adminOrWhyNot(cli: Cli): Promise<SqlClient | Refusal> {
  try {
    return await connectAsAdmin(cli)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Rows of property and value; a key that is not set is `null`, as a text (source: snowflake docs, desc-user). */
function readDescription(rows: readonly unknown[][]): RegisteredKeys {
  const valueOf = (property: string) => {
    const row = rows.find(([name]) => name === property)
    const fingerprint = row?.find((cell) => typeof cell === 'string' && cell.startsWith('SHA256:'))
    return typeof fingerprint === 'string' ? fingerprint : null
  }
  return { RSA_PUBLIC_KEY: valueOf('RSA_PUBLIC_KEY_FP'), RSA_PUBLIC_KEY_2: valueOf('RSA_PUBLIC_KEY_2_FP') }
}

/** A public key as SQL takes it: what stands between a PEM's first and last line, in one line. */
export function publicKeyBody(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
}
