import { Refusal } from '../command.ts'
import { discard, putBack } from './key-files.ts'
import type { Rotation } from './open-rotation.ts'
import { republish } from './published-keys.ts'
import { slotOf } from './registered-keys.ts'

/**
 * Removes the key that Coco does not use: the previous one, or after going back the new one. First at Snowflake, then its file.
 *
 * @returns what a person is told
 * @throws Refusal, also when the key in use does not sign in: then the other one is all there is
 */
export async function finishRotation({
  tenant,
  files,
  keys,
  registered,
  requireSignIn,
  cli,
}: Rotation): Promise<string> {
  const { current } = files
  const others = [files.next, files.previous].filter((file) => file !== null)
  if (others.length === 0)
    throw new Refusal(`There is nothing to finish: ${tenant.id} has one key, ${current.fingerprint}.`)
  await requireSignIn(current)
  const removed: string[] = []
  for (const other of others) {
    // A second name of the key in use is what a call that ended half-way leaves.
    const slot = other.fingerprint === current.fingerprint ? null : slotOf(registered, other.fingerprint)
    if (slot !== null) {
      await keys.unset(slot)
      removed.push(`${other.fingerprint} is no longer good (${slot} of ${tenant.snowflake.user} is empty).`)
    }
    if (other.fingerprint !== current.fingerprint) republish(tenant, other.key, current.key, cli)
    await discard(other)
  }
  return [...removed, `${tenant.id} has one key, ${current.fingerprint}.`].join('\n')
}

/**
 * Uses the previous key again; the new one stays registered, and the next call of the command tries it again.
 *
 * @returns what a person is told
 * @throws Refusal
 */
export async function goBack({ tenant, files, registered, requireSignIn, cli }: Rotation): Promise<string> {
  const { current, previous } = files
  if (previous === null || previous.fingerprint === current.fingerprint) {
    throw new Refusal(
      `There is nothing to go back to: ${tenant.id} uses ${current.fingerprint} and no other key has come after it.`,
    )
  }
  if (slotOf(registered, previous.fingerprint) === null) {
    throw new Refusal(
      `Snowflake does not know the previous key, ${previous.fingerprint}, any more. --finish removes its file.`,
    )
  }
  await requireSignIn(previous)
  putBack(files)
  republish(tenant, current.key, previous.key, cli)
  return [
    `${tenant.id} uses ${previous.fingerprint} again. The newer key, ${current.fingerprint}, is still good:`,
    `  npm run coco -- tenant rotate-key ${tenant.id}              tries it again`,
    `  npm run coco -- tenant rotate-key ${tenant.id} --finish     removes it`,
  ].join('\n')
}
