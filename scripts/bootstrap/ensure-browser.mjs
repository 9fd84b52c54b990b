import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isExecutable } from './is-executable.mjs'
import { runChild } from './run-child.mjs'
import { ScriptError } from './script-error.mjs'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const PLAYWRIGHT_CACHES = ['.cache/ms-playwright', 'Library/Caches/ms-playwright']
const IN_PLAYWRIGHT_CACHE = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]

/**
 * The path of a Chromium for the browser tests, installed if there is none. `npm start` does not need one.
 * @param {{ playwright: string, env: NodeJS.ProcessEnv }} tools
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 * @throws {import('./script-error.mjs').ScriptError} with what to install by hand
 */
export async function ensureBrowser({ playwright, env }, say) {
  if (env.CHROMIUM_PATH && !isExecutable(env.CHROMIUM_PATH)) {
    throw new ScriptError(`CHROMIUM_PATH is "${env.CHROMIUM_PATH}", which is not a program.`)
  }
  const present = findBrowser(env)
  if (present) return present

  say('Installing Chromium for the browser tests')
  await runChild(playwright, ['install', 'chromium'], { env })
  const downloaded = findBrowser(env)
  if (downloaded) return downloaded

  if (process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get')) {
    const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' }
    await runChild('apt-get', ['update'], { env: quiet })
    await runChild('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
      env: quiet,
    })
  }
  const installed = findBrowser(env)
  if (installed) return installed
  throw new ScriptError(
    'The browser tests need Chromium, and it could not be installed. Install it (Debian: `sudo apt-get install chromium ' +
      'fonts-liberation`), or set CHROMIUM_PATH to a Chromium or Chrome.',
  )
}

/** @param {NodeJS.ProcessEnv} env */
function findBrowser(env) {
  return [env.CHROMIUM_PATH ?? '', ...USUAL_PLACES, ...playwrightBrowsers(env)].find(isExecutable)
}

/** @param {NodeJS.ProcessEnv} env */
function playwrightBrowsers(env) {
  const caches = [env.PLAYWRIGHT_BROWSERS_PATH ?? '', ...PLAYWRIGHT_CACHES.map((path) => join(homedir(), path))]
  return caches.flatMap((cache) =>
    foldersIn(cache)
      .filter((name) => /^chromium-\d+$/.test(name))
      .flatMap((name) => IN_PLAYWRIGHT_CACHE.map((path) => join(cache, name, path))),
  )
}

/** @param {string} folder */
function foldersIn(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return [] // no such cache
  }
}
