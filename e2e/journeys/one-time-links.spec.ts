import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'
import { openOtherBrowser } from '../other-browser.ts'

const DANA = { email: 'dana@example.com', name: 'Dana' }
const BEA = { email: 'bea@example.com', name: 'Bea', password: 'a few words of her own' }
const ROOT = { email: 'root@example.com', name: 'Root', password: 'the very first account' }

journey(
  'an admin invites somebody, who follows the link, chooses a password and is in',
  { tag: '@U62' },
  async ({ chat, page, browser, stack }) => {
    await chat.signInAs('Operator')
    const admin = new AccountPages(page)
    await admin.openMenu('People')
    const link = await admin.invite(DANA)
    expect(link).toMatch(new RegExp(`^${stack.serverUrl}/link#[\\w-]{20,}$`))
    await expect(page.getByRole('button', { name: 'Invite somebody' })).toBeFocused()
    await expect(admin.main.getByRole('listitem').filter({ hasText: DANA.name })).toContainText('Invited')
    await using other = await openOtherBrowser(browser, stack)
    const { page: theirs, account: dana } = other
    const addresses: string[] = []
    theirs.on('request', (request) => addresses.push(request.url()))
    await theirs.goto(link)
    await expect(dana.heading).toHaveText('Welcome to Coco')
    // The secret is neither in the address nor in any request’s.
    await expect(theirs).toHaveURL('/link')
    const [, secret = ''] = link.split('#')
    expect(addresses.filter((address) => new URL(address).pathname !== '/link' && address.includes(secret))).toEqual([])
    await expect(theirs.getByLabel('E-mail')).toHaveValue(DANA.email)
    await expect(theirs.getByText('At least 12 characters')).toBeVisible()

    await theirs.getByLabel('Password', { exact: true }).fill('short')
    await theirs.getByRole('button', { name: 'Choose this password and begin' }).click()
    await expect(theirs.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
      /Use at least 12 characters/,
    )
    await theirs.getByLabel('Password', { exact: true }).fill('danas own few words')
    await theirs.getByRole('button', { name: 'Choose this password and begin' }).click()
    await expect(theirs).toHaveURL('/')
    await expect(theirs.getByRole('banner')).toContainText('User Alpha')

    await theirs.goto(link)
    await expect(dana.heading).toHaveText('This link does not work any more')
    await page.reload()
    await expect(admin.main.getByRole('listitem').filter({ hasText: DANA.name })).not.toContainText('Invited')
  },
)

journey(
  'somebody who has an account joins with their own password, and only when they use the link',
  async ({ chat, page, stack, browser }) => {
    await stack.addPerson({ ...BEA, tenant: 'tenant-beta', roles: ['member'] })
    await chat.signInAs('Operator')
    const admin = new AccountPages(page)
    await admin.openMenu('People')
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await admin.dialog.getByLabel('E-mail').fill('Bea@Example.com')
    await admin.dialog.getByLabel('Name').fill('Beatrice')
    await admin.dialog.getByRole('button', { name: 'Invite', exact: true }).click()
    await expect(admin.dialog).toContainText('Beatrice has an account already.')
    await expect(admin.dialog).toContainText('they join User Alpha when they use it and sign in')
    const link = await admin.takeSecret('link')
    const row = admin.main.getByRole('listitem').filter({ hasText: BEA.email })
    await expect(row).toHaveCount(0)

    await using other = await openOtherBrowser(browser, stack)
    const { page: theirs, account: bea } = other
    await theirs.goto(link)
    await expect(bea.heading).toHaveText('Sign in to join User Alpha')
    await expect(theirs).toHaveURL('/link')
    await expect(theirs.getByLabel('E-mail')).toHaveValue(BEA.email)
    const join = theirs.getByRole('button', { name: 'Sign in and join User Alpha' })
    await theirs.getByLabel('Password', { exact: true }).fill('not the one')
    await join.click()
    await expect(bea.alert).toHaveText('The e-mail address or the password is not right.')
    await theirs.getByLabel('Password', { exact: true }).fill(BEA.password)
    await join.click()
    await expect(theirs).toHaveURL('/')
    await expect(theirs.getByRole('banner')).toContainText('User Alpha')
    await page.reload()
    await expect(row).toContainText('Bea')
  },
)

journey(
  'whoever is signed in joins with one button; whoever is signed in as somebody else is told so',
  async ({ chat, page, stack, browser }) => {
    await stack.addPerson({ ...BEA, tenant: 'tenant-beta', roles: ['member'] })
    await chat.signInAs('Operator')
    const admin = new AccountPages(page)
    await admin.openMenu('People')
    const link = await admin.invite(BEA)
    await page.goto(link)
    await expect(admin.heading).toHaveText('Sign in to join User Alpha')
    await expect(admin.main).toContainText('You are signed in here as Operator')
    await expect(page.getByLabel('Password', { exact: true })).toBeVisible()

    await using other = await openOtherBrowser(browser, stack)
    const { page: theirs, account: bea } = other
    await bea.signIn(BEA)
    await theirs.goto(link)
    await expect(bea.heading).toHaveText('Join User Alpha')
    await expect(theirs.getByLabel('Password', { exact: true })).toHaveCount(0)
    await theirs.getByRole('button', { name: 'Join User Alpha' }).click()
    await expect(theirs).toHaveURL('/')
    await expect(theirs.getByRole('banner')).toContainText('User Alpha')
    await theirs.goto(link)
    await expect(bea.heading).toHaveText('This link does not work any more')
  },
)

journey(
  'a forgotten password: whoever manages accounts makes a link, and the old password is over',
  async ({ page, stack, browser }) => {
    await stack.addPerson({ ...ROOT, tenant: 'tenant-alpha', roles: ['admin'], isSuperuser: true })
    await stack.addPerson({ ...DANA, password: 'what was it again', tenant: 'tenant-alpha', roles: ['member'] })
    const root = new AccountPages(page)
    await root.signIn(ROOT)
    await root.openMenu('People')
    await root.choose(DANA.name, 'New password link…')
    await root.dialog.getByRole('button', { name: 'Make the link' }).click()
    const link = await root.takeSecret('link')
    await expect(root.actionsOf(DANA.name)).toBeFocused()
    await using other = await openOtherBrowser(browser, stack)
    const { page: theirs, account: dana } = other
    await theirs.goto(link)
    await expect(dana.heading).toHaveText('Choose a new password')
    await theirs.getByLabel('Password', { exact: true }).fill('i wrote it down now')
    await theirs.getByRole('button', { name: 'Choose this password' }).click()
    await expect(theirs).toHaveURL('/')
    await dana.signOut()
    await dana.fillSignIn({ email: DANA.email, password: 'what was it again' })
    await expect(dana.alert).toHaveText('The e-mail address or the password is not right.')
    await dana.fillSignIn({ email: DANA.email, password: 'i wrote it down now' })
    await expect(theirs).toHaveURL('/')
  },
)

journey('a link that never was looks like one that is over', async ({ page }) => {
  const account = new AccountPages(page)
  for (const address of ['/link', '/link#x', `/link#${'A'.repeat(43)}`]) {
    await page.goto(address)
    await expect(account.heading).toHaveText('This link does not work any more')
    await expect(account.heading).toBeFocused()
  }
})
