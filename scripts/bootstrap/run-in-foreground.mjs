import { spawn } from 'node:child_process'
import { exitCodeOf } from './run-child.mjs'
import { projectRoot } from './project-root.mjs'

/**
 * Hands the terminal to a program: it reads what is typed, and stays in our process group so that Ctrl-C reaches it.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
export function runInForeground(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, env, stdio: 'inherit' })
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? exitCodeOf(signal)))
  })
}
