import { AccountPages } from '../account-pages.ts'
import { READ_IN } from '../documents-pages.ts'
import { expect, journey } from '../journey.ts'
import { keepDocument } from '../keep-document.ts'

const ADMIN = { email: 'ada@example.com', name: 'Ada', password: 'may do nearly everything' }

journey.describe.configure({ timeout: 120_000 })

journey(
  'an admin chooses Cortex Search, is told which documents it does not find, and has them indexed',
  async ({ page, stack }) => {
    await stack.addPerson({ ...ADMIN, roles: ['admin', 'pii_access'] })
    const { client } = await stack.signInWithPassword(ADMIN)
    await keepDocument(client, { title: 'Canteen', text: '# Canteen\n\nSoup is served at noon.' })
    await new AccountPages(page).signIn(ADMIN)
    await page.goto('/tenant')
    await expect(page.getByText('Every document that you may see is found by this search.')).toBeVisible()
    await page.getByRole('radio', { name: 'Cortex Search, in Snowflake' }).check()
    await page.getByRole('button', { name: 'Save search' }).click()
    await expect(page.getByText('1 document is not found by this search')).toBeVisible()
    await page.getByRole('button', { name: 'Index now' }).click()
    await expect(page.getByText('Every document that you may see is found by this search.')).toBeVisible(READ_IN)
    await expect(page.getByRole('button', { name: 'Index now' })).toHaveCount(0)
    // What the chosen search finds is what the page of documents shows.
    await page.goto('/documents?find=When+is+soup+served%3F&in=text')
    await expect(page.getByRole('region', { name: 'In the text' }).getByRole('link', { name: 'Canteen' })).toBeVisible()
  },
)
