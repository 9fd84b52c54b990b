import { AccountPages } from '../account-pages.ts'
import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

const ROOT = { email: 'root@example.com', name: 'Root', password: 'the very first account' }

const GUEST = { email: 'guest@example.com', name: 'Guest', password: 'somebody of another tenant' }

const STATES: Record<string, (account: AccountPages) => Promise<unknown>> = {
  'a refused password': async (account) => {
    await account.page.goto('/sign-in?problem=no_role')
    await account.fillSignIn({ email: ROOT.email, password: 'not this one at all' })
    await expect(account.page.getByText('is not right')).toBeVisible()
  },
  'a link that is over': async (account) => {
    await account.page.goto('/link')
    await expect(account.heading).toBeVisible()
  },
  'an invitation': async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('People')
    await account.page.goto(await account.invite({ name: 'Dana', email: 'dana@example.com' }))
    await account.page.getByRole('button', { name: 'Choose this password and begin' }).click()
    await expect(account.page.getByText('Fill this in.')).toBeVisible()
  },
  'an invitation to somebody who has an account, and is not who is signed in': async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('People')
    await account.page.goto(await account.invite(GUEST))
    await account.page.getByRole('button', { name: 'Sign in and join User Alpha' }).click()
    await expect(account.page.getByText('Fill this in.')).toBeVisible()
  },
  settings: async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('Settings')
    await expect(account.page.getByText('This browser')).toBeVisible()
  },
  people: async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('People')
    await account.invite({ name: 'Dana', email: 'dana.of-a-rather-long-name@a-department-of-many-words.example.com' })
    await expect(account.page.getByText('Invited, has no password yet')).toBeVisible()
  },
  'an invitation form': async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('People')
    await account.page.getByRole('button', { name: 'Invite somebody' }).click()
    await account.dialog.getByRole('button', { name: 'Invite', exact: true }).click()
    await expect(account.dialog.getByText('Fill this in.').first()).toBeVisible()
  },
  'API keys': async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('API keys')
    await account.page.getByRole('button', { name: 'Create a key' }).click()
    await account.dialog.getByLabel('Name').fill('Nightly report')
    await account.dialog.getByRole('button', { name: 'Create key' }).click()
    await account.takeSecret('key')
    await expect(account.actionsOf('Nightly report')).toBeVisible()
  },
  'a new key': async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('API keys')
    await account.page.getByRole('button', { name: 'Create a key' }).click()
    await account.dialog.getByLabel('Name').fill('Nightly report')
    await account.dialog.getByText('Only certain models').click()
    await account.dialog.getByRole('button', { name: 'Create key' }).click()
    await expect(account.dialog.getByRole('button', { name: 'Copy command' })).toBeVisible()
  },
  'the tenant’s settings': async (account) => {
    await account.signIn(ROOT)
    await account.openMenu('Tenant')
    await account.page.getByLabel('For some days after their last change').check()
  },
}

for (const [state, goTo] of Object.entries(STATES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1440]) {
      journey.describe(`${state}, ${colorScheme}, ${width} px wide`, () => {
        journey.use({ colorScheme, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } })

        journey('has no flaw that can be found by rule, and nothing sticks out', async ({ page, stack }) => {
          await stack.addPerson({ ...ROOT, tenant: 'tenant-alpha', roles: ['admin'], isSuperuser: true })
          await stack.addPerson({ ...GUEST, tenant: 'tenant-beta', roles: ['member'] })
          await goTo(new AccountPages(page))
          await expectNoFlaws(page)
        })
      })
    }
  }
}
