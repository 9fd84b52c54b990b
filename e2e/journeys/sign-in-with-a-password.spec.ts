import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'

const ANN = { email: 'ann@example.com', name: 'Ann', password: 'four words said quietly' }

journey.beforeEach(async ({ stack }) => {
  await stack.addPerson({ ...ANN, tenant: 'tenant-alpha', roles: ['member'] })
})

journey('somebody with a password signs in, works, and out again', async ({ page, chat }) => {
  const account = new AccountPages(page)
  await account.signIn(ANN)
  await expect(chat.field).toBeFocused()
  await expect(page.getByRole('banner')).toContainText('User Alpha')
  await account.signOut()
  await expect(account.heading).toBeFocused()
  await page.goto('/settings')
  await expect(page).toHaveURL('/sign-in')
})

journey(
  'a wrong password is explained once, the e-mail stays, and the password can be typed anew',
  async ({ page }) => {
    const account = new AccountPages(page)
    await page.goto('/sign-in')
    await account.fillSignIn({ email: ANN.email, password: 'not the password' })
    await expect(account.alert).toHaveText('The e-mail address or the password is not right.')
    const password = page.getByLabel('Password', { exact: true })
    await expect(password).toBeFocused()
    await expect(page.getByLabel('E-mail')).toHaveValue(ANN.email)
    // It is selected: what is typed takes its place.
    await page.keyboard.type(ANN.password)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/')
  },
)

journey(
  'too many wrong passwords hold back this account, and say for how long; others still sign in',
  async ({ page, stack }) => {
    const bob = { email: 'bob@example.com', name: 'Bob', password: 'another four good words' }
    await stack.addPerson({ ...bob, tenant: 'tenant-alpha', roles: ['member'] })
    const account = new AccountPages(page)
    await page.goto('/sign-in')
    const held = page.getByText('You can try again in')
    for (let attempt = 1; attempt <= 30 && !(await held.isVisible()); attempt++) {
      const answered = page.waitForResponse(/session\.signIn/)
      await account.fillSignIn({ email: ANN.email, password: `guess ${attempt}` })
      await answered
      await expect(account.alert).toBeVisible()
    }
    await expect(held).toHaveText(/You can try again in \d+:\d\d\./)
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toHaveAttribute('aria-disabled', 'true')

    await page.reload()
    await account.fillSignIn(bob)
    await expect(page).toHaveURL('/')
  },
)

journey(
  'a password manager finds both fields, pasting works, and what was typed can be looked at',
  { tag: '@U62' },
  async ({ page }) => {
    await page.goto('/sign-in')
    await expect(page.getByLabel('E-mail')).toHaveAttribute('autocomplete', 'username')
    const password = page.getByLabel('Password', { exact: true })
    await expect(password).toHaveAttribute('autocomplete', 'current-password')
    await page.evaluate((text) => navigator.clipboard.writeText(text), ANN.password)
    await password.focus()
    await page.keyboard.press('ControlOrMeta+V')
    await expect(password).toHaveValue(ANN.password)
    await expect(password).toHaveAttribute('type', 'password')
    const show = page.getByRole('button', { name: 'Show password' })
    await show.click()
    await expect(password).toHaveAttribute('type', 'text')
    await expect(show).toHaveAttribute('aria-pressed', 'true')
  },
)

journey('an empty form says what is missing, beside the field, and leads there', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const email = page.getByLabel('E-mail')
  await expect(email).toBeFocused()
  await expect(email).toHaveAccessibleDescription('Fill this in.')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

journey(
  'what an identity provider’s answer came to is said in a sentence, and nothing else of the address',
  async ({ page }) => {
    await page.goto('/sign-in?problem=no_tenant')
    await expect(page.getByRole('alert')).toHaveText(/^Your account belongs to no tenant here\./)
    await page.goto('/sign-in?problem=Call+555-0100+at+once')
    await expect(page.getByRole('alert')).toHaveText('Signing in did not work. Please try again.')
    await expect(page.getByRole('main')).not.toContainText('555')
  },
)
