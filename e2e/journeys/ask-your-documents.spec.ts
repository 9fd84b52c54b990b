import { AccountPages } from '../account-pages.ts'
import { DocumentsPages, READ_IN } from '../documents-pages.ts'
import { expect, journey } from '../journey.ts'

const ADMIN = { email: 'ada@example.com', name: 'Ada', password: 'may do nearly everything' }
const LEAVE = {
  name: 'leave.md',
  text: '# Leave\n\nEverybody has 27 days of paid leave in a year.\n\n## Carrying over\n\nUnused leave is carried over until the end of March.\n',
}
const QUESTION = 'How many days of paid leave does everybody have in a year?'

journey.describe.configure({ timeout: 120_000 })
// The embedded database compares vectors everywhere; a Postgres may not.
journey.use({ stackOptions: { database: 'embedded' } })

journey(
  'a document is added, an answer is given from it, a citation leads to its passage; deleted, it answers no more',
  { tag: '@U26' },
  async ({ chat, page, stack }) => {
    await stack.addPerson({ ...ADMIN, roles: ['admin'] })
    const documents = new DocumentsPages(page)
    await new AccountPages(page).signIn(ADMIN)
    await documents.open()
    await documents.choose(LEAVE)
    await documents.review('leave.md')
    await documents.dialog.getByLabel('Tags').fill('people')
    // Vectors take their time, so that how far it is can be seen.
    stack.emulator.faults.set({ fault: 'slow-headers;ms=6000', endpoint: 'embed', times: 1 })
    await documents.dialog.getByRole('button', { name: 'Keep' }).click()
    const row = documents.rowOf('leave.md')
    await expect(row).toContainText(/Being indexed, 0 of \d+ passages/)
    await expect(row.getByRole('progressbar')).toBeVisible()
    await expect(row).toContainText('Kept', READ_IN)

    await page.getByRole('link', { name: 'Back to the chat' }).click()
    await page.getByRole('button', { name: 'Answer from documents' }).click()
    await documents.dialog.getByRole('checkbox', { name: 'Answer from documents' }).check()
    await documents.dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('button', { name: 'On: answers from documents' })).toBeVisible()
    const answer = await chat.askAndRead(QUESTION)
    const citation = answer.getByRole('button', { name: 'Source 1: Leave' }).first()
    await citation.click()
    await expect(documents.dialog).toContainText('27 days of paid leave')
    await documents.dialog.getByRole('link', { name: 'Show it in its document' }).click()
    await expect(documents.heading).toHaveText('Leave')
    await expect(page.locator('[aria-current=true]')).toContainText('27 days of paid leave')

    await page.getByRole('button', { name: 'Delete…' }).click()
    await documents.dialog.getByRole('button', { name: 'Delete for good' }).click()
    await expect(page).toHaveURL('/documents')
    await expect(documents.list).toContainText('There are no documents yet.')

    // The answer that was given is still there; what it came from is not.
    await page.getByRole('link', { name: 'Back to the chat' }).click()
    await expect(chat.answers.getByRole('button', { name: /^Source 1: gone/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'On: answers from documents' })).toBeVisible()
    await chat.ask(QUESTION)
    await expect(chat.answers.nth(1)).toContainText('Nothing in the documents that you may read is similar enough')
  },
)
