import { type Stack, startStack } from '@coco/testkit/start-stack'
import { type Browser, chromium, type Page } from '@playwright/test'
import { BROWSER_ARGS, findBrowser } from '@coco/testkit/find-browser'
import { type ModelScript, startScriptedModel } from './scripted-model.ts'

export interface OpenPage extends AsyncDisposable {
  stack: Stack
  browser: Browser
  /** Signed in as User Alpha, on an empty chat. */
  page: Page
}

/**
 * The built page in Chromium, in front of the real server and the local Snowflake, whose model says what `script` says.
 * The server has a process to itself only as far as the browser does: both are measured from within the page.
 */
export async function openPage(script: ModelScript, database?: 'altered'): Promise<OpenPage> {
  const model = await startScriptedModel(script)
  const webFolder = process.env.COCO_WEB_FOLDER
  const stack = await startStack({
    emulator: { modelUrl: model.url },
    ...(webFolder ? { webFolder } : {}),
    ...(database ? { database } : {}),
  })
  const browser = await chromium.launch({
    executablePath: findBrowser(process.env, chromium.executablePath()),
    args: [...BROWSER_ARGS, '--enable-precise-memory-info', '--js-flags=--expose-gc'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(stack.serverUrl)
  await page.getByRole('button', { name: /^Sign in as User Alpha / }).click()
  await page.getByRole('button', { name: /^Model: / }).waitFor()
  return {
    stack,
    browser,
    page,
    async [Symbol.asyncDispose]() {
      await browser.close()
      await stack.close()
      await model[Symbol.asyncDispose]()
    },
  }
}
