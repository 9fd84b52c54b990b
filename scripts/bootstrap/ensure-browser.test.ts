import { expect, test } from 'vitest'
import { ensureBrowser } from './ensure-browser.mjs'

const nothingIsSaid = (line: string) => expect.unreachable(line)

test('the browser of CHROMIUM_PATH goes before any other, and nothing is installed', async () => {
  const env = { CHROMIUM_PATH: process.execPath }
  expect(await ensureBrowser({ playwright: '/nonexistent', env }, nothingIsSaid)).toBe(process.execPath)
})

test('a CHROMIUM_PATH that leads nowhere is told, not replaced', async () => {
  const env = { CHROMIUM_PATH: '/nonexistent/chromium' }
  await expect(ensureBrowser({ playwright: '/nonexistent', env }, nothingIsSaid)).rejects.toThrow(
    'CHROMIUM_PATH is "/nonexistent/chromium", which is not a program.',
  )
})
