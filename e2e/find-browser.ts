import { findBrowser as findAnyBrowser } from '@coco/testkit/find-browser'
import { chromium } from '@playwright/test'

export { BROWSER_ARGS } from '@coco/testkit/find-browser'

/** @throws Error that says what to install when there is no Chromium */
export function findBrowser(env: NodeJS.ProcessEnv): string {
  return findAnyBrowser(env, chromium.executablePath())
}
