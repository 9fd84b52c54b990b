import { join } from 'node:path'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { runChild } from '../bootstrap/run-child.mjs'

/**
 * A step that passes when a program exits with 0.
 * @param {string} name
 * @param {import('../bootstrap/find-toolchain.mjs').Toolchain} toolchain
 * @param {string[]} command a program of node_modules/.bin or `node`, and its arguments
 * @returns {import('./run-steps.mjs').Step}
 */
export function toolStep(name, { node, env }, [program = '', ...args]) {
  const path = program === 'node' ? node : join(projectRoot, 'node_modules/.bin', program)
  return {
    name,
    async run() {
      const { code, output } = await runChild(path, args, { env })
      return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output }
    },
  }
}
