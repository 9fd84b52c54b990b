import { defineConfig } from '@playwright/test'
import { BROWSER_ARGS, findBrowser } from './find-browser.ts'

export default defineConfig({
  testDir: './journeys',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A busy machine is slow, not wrong.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'line',
  use: {
    launchOptions: { executablePath: findBrowser(process.env), args: BROWSER_ARGS },
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: 'retain-on-failure',
  },
})
