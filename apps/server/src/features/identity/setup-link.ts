import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from '../../platform/logger.ts'
import type { Doors, IdentityTx } from '../../store/doors.ts'
import { findOpenLink, makeLink } from './link-store.ts'

/** How the first superuser is made where nobody has an account: with a link that only the operator can read. */
export interface SetupLink {
  needsSetup(): Promise<boolean>
  /** Makes the link if one is needed, and writes it to a file. */
  prepare(): Promise<void>
  /** It was used. */
  remove(): void
}

/** @param deps.folder of the server's own files; made if need be, for its owner alone */
export function createSetupLink(deps: {
  doors: Pick<Doors, 'inIdentity'>
  hasSuperuser: (tx: IdentityTx) => Promise<boolean>
  folder: string
  log: Logger
}): SetupLink {
  const file = join(deps.folder, 'setup-link')

  const needsSetup = () => deps.doors.inIdentity({}, async (tx) => !(await deps.hasSuperuser(tx)))

  async function prepare(): Promise<void> {
    if (!(await needsSetup())) return remove()
    const known = readKnown()
    const isGood = known !== null && (await deps.doors.inIdentity({}, (tx) => findOpenLink(tx, known))) !== null
    if (!isGood) {
      const link = { kind: 'setup', personId: null, tenant: null, createdBy: null } as const
      const { path } = await deps.doors.inIdentity({}, (tx) => makeLink(tx, link))
      mkdirSync(deps.folder, { recursive: true, mode: 0o700 })
      // Anew: the mode of a file that is there would stay as it is.
      remove()
      writeFileSync(file, `${path}\n`, { mode: 0o600, flag: 'wx' })
    }
    deps.log.warn({ file }, 'nobody has an account yet: open the address of this server with the path in this file')
  }

  function readKnown(): string | null {
    try {
      return readFileSync(file, 'utf8').trim().split('#')[1] ?? null
    } catch {
      return null
    }
  }

  const remove = (): void => rmSync(file, { force: true })

  return { needsSetup, prepare, remove }
}
