import { setTimeout as delay } from 'node:timers/promises'

const EVERY_MS = 300

/**
 * Waits until the page and the server behind it answer, then prints the address and who may sign in there.
 * @param {import('./prepare-dev.mjs').DevSettings} settings
 * @param {AbortSignal} signal
 */
export async function greetWhenReady({ COCO_PORT, COCO_WEB_PORT }, signal) {
  const page = `http://127.0.0.1:${COCO_WEB_PORT}`
  while (!signal.aborted) {
    // The server first: the page's proxy prints an error for each call that came too early.
    const people = (await seededPeople(`http://127.0.0.1:${COCO_PORT}`, signal)) && (await seededPeople(page, signal))
    if (people) {
      console.log(`\nCoco for development: ${page}\nSign in with one click as ${people.join(', ')}.\n`)
      return
    }
    await delay(EVERY_MS, undefined, { signal }).catch(() => {})
  }
}

/**
 * @param {string} origin of the server, or of the page that passes the call on to it
 * @param {AbortSignal} signal
 * @returns {Promise<string[] | undefined>} undefined while something is still starting
 */
async function seededPeople(origin, signal) {
  try {
    const response = await fetch(`${origin}/trpc/session.people`, { signal })
    const { result } = /** @type {{ result: { data: { name: string }[] } }} */ (await response.json())
    return result.data.map(({ name }) => name)
  } catch {
    return undefined
  }
}
