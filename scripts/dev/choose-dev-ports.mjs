import { once } from 'node:events'
import { createServer } from 'node:net'

const PORTS = ['COCO_PORT', 'EMULATOR_PORT', 'COCO_WEB_PORT']
const WEB_PORT = '5173'

/**
 * Under a watcher a part cannot tell the others on which free port it came up, and must keep it over a restart; so a
 * port that is 0 is chosen here, before anything starts.
 * @param {(chosen: Record<string, string>) => Promise<import('./prepare-dev.mjs').DevSettings>} prepare
 * @returns {Promise<import('./prepare-dev.mjs').DevSettings>}
 */
export async function chooseDevPorts(prepare) {
  /** @type {import('./prepare-dev.mjs').DevSettings} */
  const asked = { COCO_WEB_PORT: process.env.COCO_WEB_PORT ?? WEB_PORT, ...(await prepare({})) }
  const open = PORTS.filter((name) => asked[name] === '0')
  if (open.length === 0) return asked
  const ports = await freePorts(open.length)
  const chosen = Object.fromEntries(open.map((name, index) => [name, String(ports[index])]))
  return { ...asked, ...(await prepare(chosen)), ...chosen }
}

/** @param {number} count */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port)
  for (const server of servers) server.close()
  return ports
}
