import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey as base } from '../journey.ts'
import { watchPage } from '../watch-page.ts'
import { copyWebBuild, type WebBuilds } from '../web-builds.ts'

const journey = base.extend<{ builds: WebBuilds }>({
  // Playwright reads from the pattern what a fixture needs: this one needs nothing.
  // oxlint-disable-next-line no-empty-pattern
  builds: async ({}, use) => {
    await using builds = await copyWebBuild()
    await use(builds)
  },
  stackOptions: async ({ builds }, use) => use({ webFolder: builds.folder }),
  witness: async ({ page, baseURL }, use) => {
    const witness = watchPage(page, baseURL ?? '')
    await use(witness)
    // That a part of the page is gone is what is looked at here.
    const isMeant = (complaint: string) =>
      /status of 404|dynamically imported module|error occurred in|Failed to load module script/.test(complaint)
    expect(witness.complaints().filter((complaint) => !isMeant(complaint))).toEqual([])
  },
})

journey(
  'an old tab goes on and asks once for a reload; a part that is gone is fetched with the new page, never a white one',
  { tag: ['@U49', '@U61'] },
  async ({ chat, page, builds }) => {
    const notice = page.getByText('There is a new version of Coco.')
    const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Before the deploy.')
    const address = page.url()
    await builds.deploy()

    await comeBack()
    await expect(notice).toBeVisible()
    await expectNoFlaws(page, 'a new version')
    await chat.field.fill('half a thought')
    await page.getByRole('button', { name: 'Later' }).click()
    await expect(notice).toHaveCount(0)
    const asked = page.waitForResponse('/')
    await comeBack()
    await asked
    await expect(notice).toHaveCount(0)
    // The page still works, and what it has not loaded yet comes with the new one.
    await page.evaluate(() => Object.assign(window, { isOldPage: true }))
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await expect.poll(() => page.evaluate(() => 'isOldPage' in window).catch(() => true)).toBe(false)
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    await page.goto(address)
    await expect(chat.field).toHaveValue('half a thought')
    await expect(chat.answers.locator('.prose')).toHaveText('Before the deploy.')
    await comeBack()
    await expect(notice).toHaveCount(0)
  },
)

journey(
  'a part that is not to be had, and no new page that has it, is told in a sentence with a way on',
  { tag: '@U49' },
  async ({ chat, page, builds }) => {
    await chat.signInAs('User Alpha')
    await builds.lose(/^account-pages-/)
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await expect(chat.alert).toBeVisible()
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
)

journey('a file of the page that is not there is no page', { tag: '@U49' }, async ({ request }) => {
  const response = await request.get('/assets/index-gone1234.js', { headers: { accept: 'text/html,*/*' } })
  expect(response.status()).toBe(404)
  expect(response.headers()['content-type']).not.toContain('text/html')
})
