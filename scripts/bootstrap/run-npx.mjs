import { tmpdir } from 'node:os'
import { runChild } from './run-child.mjs'
import { ScriptError } from './script-error.mjs'

/** What npm and pnpm print when the registry cannot be reached. */
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|META_FETCH_FAIL/

/**
 * Runs npx and returns the last line it printed.
 * @param {string[]} args
 * @param {{ wanted: string, env?: NodeJS.ProcessEnv }} options `wanted` names the thing in a failure's sentence
 * @throws {ScriptError}
 */
export async function runNpx(args, { wanted, env = process.env }) {
  const quiet = { ...env, npm_config_loglevel: 'error', npm_config_update_notifier: 'false', npm_config_fund: 'false' }
  // Away from the repository, whose own package.json and node_modules npx would otherwise consult first.
  const { code, output } = await runChild('npx', ['-y', ...args], { env: quiet, cwd: tmpdir() })
  if (code !== 0) throw new ScriptError(fetchFailure(wanted, output))
  return output.trim().split('\n').at(-1) ?? ''
}

/**
 * The sentence for a package that could not be fetched.
 * @param {string} wanted
 * @param {string} output
 */
export function fetchFailure(wanted, output) {
  return UNREACHABLE.test(output)
    ? `Could not fetch ${wanted}: the npm registry does not answer. Check the network or proxy (npm config get registry) and try again.`
    : `Could not fetch ${wanted}:\n${output.trim().split('\n').slice(-15).join('\n')}`
}
