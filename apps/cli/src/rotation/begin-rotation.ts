import { Refusal } from '../command.ts'
import { shown } from '../local/dev-keys.ts'
import { discard, type KeyFile, makeNextKey, putInPlace } from './key-files.ts'
import type { Rotation } from './open-rotation.ts'
import { republish } from './published-keys.ts'
import { type RegisteredKeys, type Slot, SLOTS, slotOf } from './registered-keys.ts'

/**
 * Makes a new key, registers it beside the one in use, signs in with it, and puts it in place. Takes up what an earlier call
 * left, wherever that ended: each step looks at what is there. Until the last step Coco goes on with its key.
 *
 * @returns what a person is told
 * @throws Refusal
 */
export async function beginRotation(rotation: Rotation): Promise<string> {
  const { tenant, files, registered, requireSignIn, cli } = rotation
  const stale = previousOf(rotation)
  if (stale !== null) await discard(stale)
  const next = files.next ?? (await makeNext(rotation))
  await register(next, rotation)
  await requireSignIn(next)
  putInPlace(files)
  const changed = republish(tenant, files.current.key, next.key, cli)
  return [
    `${tenant.id} has a new key, ${next.fingerprint}. A running Coco that reads ${shown(cli.folder, files.paths.current)} takes it within a second.`,
    ...(changed.length === 0 ? [] : [`Changed too: ${changed.map((path) => shown(cli.folder, path)).join(', ')}`]),
    `The previous key is still good (${slotOf(registered, files.current.fingerprint)}). Give the new file to every other place that has a copy, secrets of`,
    'containers for example, and when coco doctor and the log of the server are content:',
    `  npm run coco -- tenant rotate-key ${tenant.id} --finish     removes the previous key`,
    `  npm run coco -- tenant rotate-key ${tenant.id} --back       uses it again`,
  ].join('\n')
}

/**
 * What is left of an earlier rotation and is good for nothing any more. A second name of the key in use is not.
 *
 * @throws Refusal when it is still good for something
 */
function previousOf({ tenant, files, registered }: Rotation): KeyFile | null {
  const { current, previous } = files
  if (previous === null || previous.fingerprint === current.fingerprint) return null
  if (slotOf(registered, previous.fingerprint) === null) return previous
  throw new Refusal(
    `${tenant.id} uses its new key already, and the previous one, ${previous.fingerprint}, is still good. Remove that with --finish, ` +
      'or go back to it with --back.',
  )
}

async function makeNext({ tenant, files, registered }: Rotation): Promise<KeyFile> {
  requireRoom(tenant.snowflake.user, files.current.fingerprint, registered)
  return makeNextKey(files)
}

async function register(next: KeyFile, { tenant, files, keys, registered }: Rotation): Promise<void> {
  if (slotOf(registered, next.fingerprint) !== null) return
  await keys.set(requireRoom(tenant.snowflake.user, files.current.fingerprint, registered), next.key)
  const slot = slotOf(await keys.registered(), next.fingerprint)
  if (slot === null)
    throw new Refusal(`Snowflake took the new key of ${tenant.snowflake.user} and does not show it. Try again.`)
}

/** The slot for a new key. A key that is in no file here is in somebody else's hands: whose, only a person can know. */
function requireRoom(user: string, inUse: string, registered: RegisteredKeys): Slot {
  const empty = SLOTS.find((slot) => registered[slot] === null)
  if (empty !== undefined) return empty
  const foreign = SLOTS.find((slot) => registered[slot] !== inUse)
  if (foreign === undefined) return 'RSA_PUBLIC_KEY_2'
  throw new Refusal(
    `${user} has a second key, ${registered[foreign]}, that is in none of the files here, and there is no room for a third. ` +
      `If nobody uses it: ALTER USER … UNSET ${foreign}`,
  )
}
