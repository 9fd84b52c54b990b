import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'
import { openOtherBrowser } from '../other-browser.ts'

const ANN = { email: 'ann@example.com', name: 'Ann', password: 'four words said quietly' }

journey.beforeEach(async ({ stack }) => {
  await stack.addPerson({ ...ANN, tenant: 'tenant-alpha', roles: ['member'] })
})

journey(
  'changing the password ends the other browser’s session, and its unsent text is kept',
  async ({ page, browser, stack }) => {
    const here = new AccountPages(page)
    await here.signIn(ANN)
    await using other = await openOtherBrowser(browser, stack)
    await other.account.signIn(ANN)
    await other.chat.field.fill('half a thought')

    await here.openMenu('Settings')
    await page.getByLabel('Present password', { exact: true }).fill('not this one')
    await page.getByLabel('New password', { exact: true }).fill('entirely other words')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(here.alert).toHaveText('The present password is not right.')
    await expect(page.getByLabel('Present password', { exact: true })).toBeFocused()
    await page.getByLabel('Present password', { exact: true }).fill(ANN.password)
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('Your password is changed.')).toBeVisible()
    await expect(page.getByLabel('New password', { exact: true })).toHaveValue('')

    await expect(other.account.dialog).toContainText('Your session has ended.', { timeout: 15_000 })
    await other.account.fillSignIn({ email: ANN.email, password: 'entirely other words' })
    await expect(other.chat.field).toHaveValue('half a thought')
    // This browser goes on.
    await page.reload()
    await expect(here.heading).toHaveText('Settings')
  },
)

journey('a session elsewhere is named in words and can be ended', async ({ page, browser, stack }) => {
  const here = new AccountPages(page)
  await here.signIn(ANN)
  await using other = await openOtherBrowser(browser, stack, 'Mozilla/5.0 (Windows NT 10.0; rv:143.0) Firefox/143.0')
  await other.account.signIn(ANN)
  await other.page.goto('/settings')
  await here.openMenu('Settings')
  const sessions = page.getByRole('main').getByRole('listitem')
  const theirs = sessions.filter({ hasText: 'Firefox on Windows' })
  await expect(theirs).toHaveCount(1)
  await expect(sessions.first()).toContainText('This browser')
  await page.getByRole('button', { name: 'End the session on Firefox on Windows' }).click()
  await expect(theirs).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeFocused()

  // The other browser notices with its next call, and comes back to where it was.
  await other.page.getByRole('button', { name: 'Save name' }).click()
  await expect(other.page).toHaveURL('/sign-in?ended=true', { timeout: 15_000 })
  await other.account.fillSignIn(ANN)
  await expect(other.page).toHaveURL('/settings')
})

journey('a new name is shown at once', async ({ page }) => {
  const account = new AccountPages(page)
  await account.signIn(ANN)
  await account.openMenu('Settings')
  await page.getByLabel('Name').fill('Ann of Alpha')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Your name is saved.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Account: Ann of Alpha' })).toBeVisible()
})
