import { AccountPages } from '../account-pages.ts'
import { DocumentsPages, READ_IN } from '../documents-pages.ts'
import { expect, journey as base } from '../journey.ts'
import { keepDocument } from '../keep-document.ts'
import { watchPage } from '../watch-page.ts'

const ADMIN = { email: 'ada@example.com', name: 'Ada', password: 'may do nearly everything' }

/** The refusal is the point: it comes as a 503, of which the browser's console complains by itself. */
const journey = base.extend({
  witness: async ({ page, baseURL }, use) => {
    const witness = watchPage(page, baseURL ?? '')
    await use(witness)
    expect(witness.complaints().filter((complaint) => !complaint.includes('status of 503'))).toEqual([])
  },
})

journey.describe.configure({ timeout: 120_000 })

journey(
  'an admin is told what Snowflake did not delete and why, and deletes a document here alone when that is meant',
  async ({ page, stack }) => {
    await stack.addPerson({ ...ADMIN, roles: ['admin', 'pii_access'] })
    const { client } = await stack.signInWithPassword(ADMIN)
    await client.trpc.documents.updateSettings.mutate({ retriever: 'cortex_search', reranks: false })
    await keepDocument(client, { title: 'Canteen', text: 'Soup is served at noon.' })
    stack.sql('DROP DATABASE COCO_DOCUMENTS')
    await new AccountPages(page).signIn(ADMIN)
    const { dialog, heading, list } = new DocumentsPages(page)
    await page.goto('/documents')
    await list.getByRole('button', { name: 'Delete Canteen' }).click()
    await expect(dialog.getByRole('button', { name: 'Delete here alone' })).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Snowflake did not delete its copy', READ_IN)
    await expect(dialog).toContainText('DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES')
    await dialog.getByRole('button', { name: 'Delete here alone' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(list.getByText('Canteen')).toHaveCount(0)
    await expect(heading).toBeVisible()
  },
)
