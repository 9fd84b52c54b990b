import { defineConfig } from '@playwright/test'
import { BROWSER_ARGS, findBrowser } from './find-browser.ts'

export default defineConfig({
  testDir: './journeys',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  use: {
    launchOptions: { executablePath: findBrowser(process.env), args: BROWSER_ARGS },
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: 'retain-on-failure',
  },
})
