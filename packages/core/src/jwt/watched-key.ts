import type { KeyObject } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { PrivateKeySource } from '../tenants/tenant.ts'
import { fingerprint } from './fingerprint.ts'
import { openPrivateKey, type PrivateKeyInMemory, readPrivateKey } from './private-key.ts'

export interface LoadedKey {
  key: KeyObject
  fingerprint: string
}

/** A `stat` a second is nothing; a key rotated by hand is then in use a second later. */
const CHECK_EVERY_MS = 1000

/**
 * One private key that follows its file. `current()` looks at the file at most once a second; a file that changed is read
 * again, and while the new content cannot be used (half-written, missing) the last good key stays.
 *
 * @param monotonicNow milliseconds of a clock that nobody sets
 * @param onProblem told once for each changed file that could not be used
 */
export function watchKey(
  source: PrivateKeySource | PrivateKeyInMemory,
  monotonicNow: () => number,
  onProblem: (error: unknown) => void,
) {
  const file = 'path' in source ? source : null
  let loaded: LoadedKey | null = null
  let failure: unknown = null
  let seenStamp: string | null = null
  let checkedAtMs = Number.NEGATIVE_INFINITY
  let checking: Promise<void> | null = null

  async function current(): Promise<LoadedKey> {
    if (file !== null || loaded === null) {
      if (monotonicNow() - checkedAtMs >= CHECK_EVERY_MS) checking ??= check().finally(() => (checking = null))
      if (checking) await checking
    }
    if (loaded !== null) return loaded
    throw failure
  }

  async function check(): Promise<void> {
    const stamp = file === null ? 'in memory' : await stampOf(file.path)
    if (stamp !== seenStamp) {
      seenStamp = stamp
      try {
        const key = 'path' in source ? await readPrivateKey(source) : openPrivateKey(source)
        loaded = { key, fingerprint: fingerprint(key) }
        failure = null
      } catch (error) {
        failure = error
        if (loaded !== null) onProblem(error)
      }
    }
    checkedAtMs = monotonicNow()
  }

  /** The next `current()` reads the file, whatever its stamp says. */
  function distrust(): void {
    checkedAtMs = Number.NEGATIVE_INFINITY
    seenStamp = null
  }

  return { current, distrust }
}

/** Changes with every replacement of a file, also with one of the same size within the same second. */
async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  }
}
