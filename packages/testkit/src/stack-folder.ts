import { createKeyPair } from '@coco/core/jwt/create-key-pair'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface StackFolder {
  path: string
  /** Public key files by Snowflake user. */
  publicKeyPaths: Record<'COCO_ADMIN' | 'COCO_USER_ALPHA' | 'COCO_USER_BETA', string>
  adminKeyPath: string
  remove(): void
}

/** A folder of its own for one server, with development keys in it. The keys are made once per process: RSA is slow. */
export async function createStackFolder(): Promise<StackFolder> {
  const path = mkdtempSync(join(tmpdir(), 'coco-stack-'))
  cpSync(await (sharedKeys ??= makeKeys()), join(path, 'keys'), { recursive: true })
  const key = (name: string) => join(path, 'keys', name)
  return {
    path,
    publicKeyPaths: {
      COCO_ADMIN: key('admin_rsa_key.pub'),
      COCO_USER_ALPHA: key('alpha_rsa_key.pub'),
      COCO_USER_BETA: key('beta_rsa_key.pub'),
    },
    adminKeyPath: key('admin_rsa_key.p8'),
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

let sharedKeys: Promise<string> | undefined

async function makeKeys(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'coco-keys-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(folder, { recursive: true })
  await Promise.all(
    ['admin', 'alpha', 'beta'].map((name) =>
      createKeyPair({
        privateKeyPath: join(folder, `${name}_rsa_key.p8`),
        publicKeyPath: join(folder, `${name}_rsa_key.pub`),
      }),
    ),
  )
  return folder
}
