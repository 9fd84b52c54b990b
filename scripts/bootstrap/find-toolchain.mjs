import { delimiter, dirname } from 'node:path'
import { findNode } from './find-node.mjs'
import { findPnpm } from './find-pnpm.mjs'

/** @typedef {{ node: string, pnpm: string, env: NodeJS.ProcessEnv }} Toolchain */

/**
 * The project's Node and pnpm, and an environment in which both come first on PATH (turbo looks for pnpm there).
 * @param {(line: string) => void} say
 * @returns {Promise<Toolchain>}
 */
export async function findToolchain(say) {
  const node = await findNode(say)
  const env = withPath(process.env, dirname(node))
  const pnpm = await findPnpm(env, say)
  return {
    node,
    pnpm,
    env: { ...withPath(env, dirname(pnpm), dirname(node)), TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  }
}

/** @param {NodeJS.ProcessEnv} env @param {string[]} folders */
function withPath(env, ...folders) {
  const rest = (env.PATH ?? '').split(delimiter).filter((folder) => !folders.includes(folder))
  return { ...env, PATH: [...folders, ...rest].join(delimiter) }
}
