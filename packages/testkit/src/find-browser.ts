import { existsSync } from 'node:fs'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The Chromium to test with: `CHROMIUM_PATH`, else a usual place, else Playwright's own download.
 *
 * @param ownDownload where that would be: `chromium.executablePath()`
 * @throws Error that says what to install when there is none
 */
export function findBrowser(env: NodeJS.ProcessEnv, ownDownload: string): string {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
    throw new Error(`CHROMIUM_PATH is "${env.CHROMIUM_PATH}", and there is no such file.`)
  }
  const found = [...USUAL_PLACES, ownDownload].find((path) => existsSync(path))
  if (found) return found
  throw new Error(
    'The browser journeys need Chromium. Install it (Debian: `sudo apt-get install -y --no-install-recommends chromium ' +
      'fonts-liberation`; elsewhere: `pnpm --filter @coco/e2e exec playwright install chromium`) or set CHROMIUM_PATH.',
  )
}

/** A browser that talks to nobody but the page under test. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
