import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'
import { openOtherBrowser } from '../other-browser.ts'

const ANN = { email: 'ann@example.com', name: 'Ann', password: 'four words said quietly' }
const ROOT = { email: 'root@example.com', name: 'Root', password: 'the very first account' }

journey(
  'a member is not offered the admins’ pages, and one that is opened by address says why',
  async ({ page, stack, witness }) => {
    await stack.addPerson({ ...ANN, tenant: 'tenant-alpha', roles: ['member'] })
    const account = new AccountPages(page)
    await account.signIn(ANN)
    await page.getByRole('button', { name: /^Account: / }).click()
    await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible()
    await expect(page.getByRole('menuitem', { name: /^(People|API keys|Tenant)$/ })).toHaveCount(0)
    await page.keyboard.press('Escape')
    for (const path of ['/people', '/keys', '/tenant']) {
      await page.goto(path)
      await expect(account.heading).toHaveText('This page is not yours to open')
      await expect(account.main.getByRole('button')).toHaveCount(0)
    }
    expect(witness.sentBodies().join('')).not.toContain('people.')
  },
)

journey('an admin changes what somebody may do, and it counts at once', async ({ chat, page, stack, browser }) => {
  await stack.addPerson({ ...ANN, tenant: 'tenant-alpha', roles: ['member'] })
  await chat.signInAs('Operator')
  const admin = new AccountPages(page)
  await admin.openMenu('People')
  await admin.choose('Ann', 'Change roles…')
  await admin.dialog.getByLabel('Member').uncheck()
  await admin.dialog.getByRole('button', { name: 'Save roles' }).click()
  await expect(admin.dialog.getByText('Choose at least one.')).toBeVisible()
  await admin.dialog.getByLabel('Admin').check()
  await admin.dialog.getByRole('button', { name: 'Save roles' }).click()
  await expect(page.getByText('The roles of Ann are saved.')).toBeVisible()
  await expect(admin.actionsOf('Ann')).toBeFocused()
  await using other = await openOtherBrowser(browser, stack)
  const ann = other.account
  await ann.signIn(ANN)
  await ann.openMenu('People')
  await expect(ann.heading).toHaveText('People in User Alpha')
  // Nobody changes their own roles.
  await expect(ann.actionsOf('Ann')).toHaveCount(0)
  await expect(ann.actionsOf('Operator')).toBeVisible()
})

journey(
  'somebody is removed by name; their row goes, and the focus is not lost',
  { tag: '@U54' },
  async ({ chat, page, stack }) => {
    await stack.addPerson({ ...ANN, tenant: 'tenant-alpha', roles: ['member'] })
    await chat.signInAs('Operator')
    const admin = new AccountPages(page)
    await admin.openMenu('People')
    await admin.choose('Ann', 'Remove from this tenant…')
    await expect(admin.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(admin.actionsOf('Ann')).toBeFocused()
    await admin.choose('Ann', 'Remove from this tenant…')
    await admin.dialog.getByRole('button', { name: 'Remove Ann' }).click()
    await expect(page.getByText('Ann no longer belongs to User Alpha.')).toBeVisible()
    await expect(admin.actionsOf('Ann')).toHaveCount(0)
    await expect(admin.heading).toBeFocused()
  },
)

journey(
  'whoever manages accounts locks, unlocks and erases somebody; erasing wants the address typed',
  { tag: '@U73' },
  async ({ page, stack }) => {
    await stack.addPerson({ ...ROOT, tenant: 'tenant-alpha', roles: ['admin'], isSuperuser: true })
    await stack.addPerson({ ...ANN, tenant: 'tenant-alpha', roles: ['member'] })
    const root = new AccountPages(page)
    await root.signIn(ROOT)
    await root.openMenu('People')
    const row = root.main.getByRole('listitem').filter({ hasText: ANN.email })
    await root.choose('Ann', 'Deactivate…')
    await root.dialog.getByRole('button', { name: 'Deactivate Ann' }).click()
    await expect(row).toContainText('Deactivated')
    await root.choose('Ann', 'Reactivate…')
    await root.dialog.getByRole('button', { name: 'Reactivate Ann' }).click()
    await expect(page.getByText('Ann can sign in again.')).toBeVisible()
    await expect(row).not.toContainText('Deactivated')

    await root.choose('Ann', 'Erase everywhere…')
    const address = root.dialog.getByLabel('Their e-mail address, to be sure')
    await address.fill('bob@example.com')
    await root.dialog.getByRole('button', { name: 'Erase Ann for good' }).click()
    await expect(root.alert).toHaveText('That is another address.')
    await expect(row).toHaveCount(1)
    await address.fill('Ann@example.com')
    await root.dialog.getByRole('button', { name: 'Erase Ann for good' }).click()
    await expect(row).toHaveCount(0)
    await expect(page.getByText('everything that was theirs is erased')).toBeVisible()
  },
)

journey('how long conversations live is said before it is saved, and kept', { tag: '@U70' }, async ({ chat, page }) => {
  await chat.signInAs('Operator')
  const admin = new AccountPages(page)
  await admin.openMenu('Tenant')
  await expect(admin.main).toContainText('Conversations in User Alpha stay until their owners delete them.')
  await page.getByLabel('For some days after their last change').check()
  await page.getByLabel('Days', { exact: true }).fill('0')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByLabel('Days', { exact: true })).toHaveAccessibleDescription(/Write 1 or more\./)
  await page.getByLabel('Days', { exact: true }).fill('30')
  await expect(admin.main).toContainText(/every conversation in User Alpha that was last changed before .+ is deleted/)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Days', { exact: true })).toHaveValue('30')
})

journey('the way from page to page and back to the chat', async ({ chat, page }) => {
  await chat.signInAs('Operator')
  const account = new AccountPages(page)
  await account.openMenu('Settings')
  const nav = page.getByRole('navigation', { name: 'Account' })
  for (const [name, heading] of [
    ['People', 'People in User Alpha'],
    ['API keys', 'API keys of User Alpha'],
    ['Tenant', 'Settings of User Alpha'],
  ] as const) {
    await nav.getByRole('link', { name }).click()
    await expect(account.heading).toHaveText(heading)
    await expect(account.heading).toBeFocused()
    await expect(page).toHaveTitle(`${name} · Coco`)
    await expect(nav.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
  }
  await page.getByRole('link', { name: 'Back to the chat' }).click()
  await expect(chat.field).toBeFocused()
})
