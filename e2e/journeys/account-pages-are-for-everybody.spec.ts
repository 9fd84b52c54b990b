import { AccountPages } from '../account-pages.ts'
import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

const ROOT = { email: 'root@example.com', name: 'Root', password: 'the very first account' }

const GUEST = { email: 'guest@example.com', name: 'Guest', password: 'somebody of another tenant' }

journey.describe.configure({ timeout: 180_000 })

journey.beforeEach(async ({ stack }) => {
  await stack.addPerson({ ...ROOT, tenant: 'tenant-alpha', roles: ['admin'], isSuperuser: true })
  await stack.addPerson({ ...GUEST, tenant: 'tenant-beta', roles: ['member'] })
})

journey('the ways in have no flaw that can be found by rule', { tag: ['@U61', '@U62'] }, async ({ page }) => {
  const account = new AccountPages(page)
  await page.goto('/sign-in?problem=no_role')
  await account.fillSignIn({ email: ROOT.email, password: 'not this one at all' })
  await expect(page.getByText('is not right')).toBeVisible()
  await expectNoFlaws(page, 'a refused password')

  await page.goto('/link')
  await expect(account.heading).toBeVisible()
  await expectNoFlaws(page, 'a link that is over')

  await account.signIn(ROOT)
  await account.openMenu('People')
  const invitation = await account.invite({ name: 'Dana', email: 'dana@example.com' })
  const joining = await account.invite(GUEST)

  await page.goto(invitation)
  await page.getByRole('button', { name: 'Choose this password and begin' }).click()
  await expect(page.getByText('Fill this in.')).toBeVisible()
  await expectNoFlaws(page, 'an invitation')

  await page.goto(joining)
  await page.getByRole('button', { name: 'Sign in and join User Alpha' }).click()
  await expect(page.getByText('Fill this in.')).toBeVisible()
  await expectNoFlaws(page, 'an invitation to somebody who has an account, and is not who is signed in')
})

journey('the pages beside the chat have no such flaw, nor have their dialogs', { tag: '@U61' }, async ({ page }) => {
  const account = new AccountPages(page)
  await account.signIn(ROOT)
  await page.getByRole('button', { name: /^Account: / }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectNoFlaws(page, 'the account menu')
  await page.keyboard.press('Escape')

  await account.openMenu('Settings')
  await expect(page.getByText('This browser')).toBeVisible()
  await expectNoFlaws(page, 'settings')

  await page.locator('body').press('?')
  await expect(account.dialog).toBeVisible()
  await expectNoFlaws(page, 'the shortcuts')
  await page.keyboard.press('Escape')

  await page.goto('/prompts')
  await expect(account.heading).toBeVisible()
  await expectNoFlaws(page, 'no prompts yet')
  await page.getByRole('button', { name: 'Write a prompt' }).click()
  await expectNoFlaws(page, 'a prompt being written')
  await page.keyboard.press('Escape')

  await account.openMenu('People')
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await account.dialog.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(account.dialog.getByText('Fill this in.').first()).toBeVisible()
  await expectNoFlaws(page, 'an invitation form')
  await account.fillInvitation({
    name: 'Dana',
    email: 'dana.of-a-rather-long-name@a-department-of-many-words.example.com',
  })
  await expect(page.getByText('Invited, has no password yet')).toBeVisible()
  await expectNoFlaws(page, 'people')
  await account.choose('Dana', 'Change roles…')
  await expectNoFlaws(page, 'somebody’s roles')
  await account.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(account.dialog).toHaveCount(0)
  await account.choose('Dana', 'Erase everywhere…')
  await account.dialog.getByLabel('Their e-mail address, to be sure').fill('bob@example.com')
  await account.dialog.getByRole('button', { name: 'Erase Dana for good' }).click()
  await expect(account.alert).toHaveText('That is another address.')
  await expectNoFlaws(page, 'a question before somebody is erased')
})

journey('nor have the pages of an administrator for keys and the tenant', { tag: '@U61' }, async ({ page }) => {
  const account = new AccountPages(page)
  await account.signIn(ROOT)
  await account.openMenu('API keys')
  await page.getByRole('button', { name: 'Create a key' }).click()
  await account.dialog.getByLabel('Name').fill('Nightly report')
  await account.dialog.getByText('Only certain models').click()
  await account.dialog.getByRole('button', { name: 'Create key' }).click()
  await expect(account.dialog.getByRole('button', { name: 'Copy command' })).toBeVisible()
  await expectNoFlaws(page, 'a new key')
  await account.takeSecret('key')
  await expect(account.actionsOf('Nightly report')).toBeVisible()
  await expectNoFlaws(page, 'API keys')
  await account.choose('Nightly report', /^Rotate/)
  await expectNoFlaws(page, 'a key being rotated')
  await account.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(account.dialog).toHaveCount(0)
  await account.choose('Nightly report', /^Revoke/)
  await expectNoFlaws(page, 'a question before something dangerous')
  await account.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(account.dialog).toHaveCount(0)

  await account.openMenu('Tenant')
  await page.getByLabel('For some days after their last change').check()
  await expectNoFlaws(page, 'the tenant’s settings')
})
