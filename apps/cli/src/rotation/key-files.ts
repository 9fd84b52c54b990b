import { type KeyObject, randomUUID } from 'node:crypto'
import { linkSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, parse } from 'node:path'
import { createPrivateKeyFile } from '@coco/core/jwt/create-key-pair'
import { fingerprint } from '@coco/core/jwt/fingerprint'
import { recogniseContainer } from '@coco/core/jwt/key-container'
import { readPrivateKey } from '@coco/core/jwt/private-key'
import type { PrivateKeySource } from '@coco/core/tenants/tenant'
import { Refusal } from '../command.ts'

export interface KeyFile {
  source: PrivateKeySource
  key: KeyObject
  fingerprint: string
}

/**
 * The files of a rotation. `alpha_rsa_key.p8` is what Coco reads, `alpha_rsa_key.next.p8` what it is to read, and
 * `alpha_rsa_key.previous.p8` what it read before. There is no other record of how far a rotation came.
 */
export interface KeyFiles {
  current: KeyFile
  next: KeyFile | null
  previous: KeyFile | null
  paths: KeyPaths
}

export interface KeyPaths {
  current: string
  next: string
  previous: string
}

/** Beside the file itself, not beside a symbolic link to it: only there can one take the place of the other in one step. */
export function rotationPaths(path: string): KeyPaths {
  const current = realpathSync(path)
  const { dir, name, ext } = parse(current)
  return { current, next: join(dir, `${name}.next${ext}`), previous: join(dir, `${name}.previous${ext}`) }
}

/** @throws KeyError for a file that is there and cannot be used, and for the current one when it is not there */
export async function readKeyFiles(source: PrivateKeySource): Promise<KeyFiles> {
  const current = await readKey(source)
  const paths = rotationPaths(source.path)
  return { current, next: await readIfThere(paths.next), previous: await readIfThere(paths.previous), paths }

  async function readIfThere(path: string): Promise<KeyFile | null> {
    return statSync(path, { throwIfNoEntry: false }) ? readKey({ ...source, path }) : null
  }
}

/** A new key that whoever reads the current one can read: same owner, same rights, encrypted with the same passphrase or not at all. */
export async function makeNextKey({ current, paths }: KeyFiles): Promise<KeyFile> {
  const container = recogniseContainer(readFileSync(paths.current))
  const isEncrypted = container !== 'unknown' && container.encrypted
  const passphrase = isEncrypted ? (current.source.passphrase?.() ?? null) : null
  requireReplaceable(paths.current)
  const { mode, uid, gid } = statSync(paths.current)
  try {
    await createPrivateKeyFile(paths.next, passphrase, { mode: mode & 0o777, owner: { uid, gid } })
  } catch (error) {
    throw explain(error, paths.current, uid)
  }
  return readKey({ ...current.source, path: paths.next })
}

/** A file that is mounted alone cannot be replaced by another. To find that out after the new key is registered would be late. */
function requireReplaceable(current: string): void {
  const probe = `${current}.${randomUUID()}.probe`
  try {
    linkSync(current, probe)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EXDEV' && code !== 'EPERM' && code !== 'ENOTSUP') throw explain(error, current, statSync(current).uid)
    throw new Refusal(
      `${current} cannot have a second name (${code}): it is mounted by itself, belongs to somebody else, or its file system has no links. ` +
        'Call this as its owner, where the file comes from.',
    )
  } finally {
    rmSync(probe, { force: true })
  }
}

function explain(error: unknown, current: string, uid: number): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EPERM') {
    return new Refusal(
      `${current} belongs to the user with the id ${uid}, and a file made here would not, so that Coco might not be able to read it. ` +
        'Call this as that user, or as root.',
    )
  }
  if (code !== 'EACCES' && code !== 'EROFS') return error
  return new Refusal(
    `The folder of ${current} cannot be written, as is usual for a mounted secret. Call this where the secret is made from a file, ` +
      'and put the new key into the secret before --finish.',
  )
}

/** From the rename on Coco reads the next key; the current one has its second name before that. */
export function putInPlace({ paths }: KeyFiles): void {
  swap(paths.next, paths.current, paths.previous)
}

/** The other way round: the key that was in use is again the next one. */
export function putBack({ paths }: KeyFiles): void {
  swap(paths.previous, paths.current, paths.next)
}

function swap(from: string, current: string, keptAs: string): void {
  try {
    linkSync(current, keptAs)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    // An earlier call may have come as far as this; any other content would be the loss of a key.
    if (!readFileSync(current).equals(readFileSync(keptAs))) {
      throw new Refusal(
        `${keptAs} holds another key than ${current}. Nothing was switched. Look what it is, and move it away.`,
      )
    }
  }
  renameSync(from, current)
}

/** @throws Refusal when it is another key by now */
export async function discard({ source, fingerprint: expected }: KeyFile): Promise<void> {
  const { fingerprint: found } = await readKey(source)
  if (found !== expected) throw new Refusal(`${source.path} was replaced meanwhile. Call the command again.`)
  rmSync(source.path)
}

async function readKey(source: PrivateKeySource): Promise<KeyFile> {
  const key = await readPrivateKey(source)
  return { source, key, fingerprint: fingerprint(key) }
}
