import { AccountPages } from '../account-pages.ts'
import { DocumentsPages, READ_IN } from '../documents-pages.ts'
import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'
import { keepDocument } from '../keep-document.ts'

const EDITOR = { email: 'edda@example.com', name: 'Edda', password: 'keeps what others read' }
const ADMIN = { email: 'ada@example.com', name: 'Ada', password: 'may do nearly everything' }

const TRAVEL = {
  name: 'travel-rules.md',
  text: '# Travel\n\nTrips are approved by the head of the department.\n\n## Trains\n\nSecond class is booked, first class from four hours on.\n\n## Hotels\n\nA night in a hotel costs at most 140 euros.\n',
}
const STAFF = {
  name: 'staff.txt',
  text: 'The on-call list. Call Ines Berger, ines.berger@example.com, when the heating fails.\n',
}
const BROKEN = { name: 'broken.pdf', text: '%PDF-1.7\nthis is no document' }
const PICTURE = { name: 'picture.png', text: '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR' }

journey.describe.configure({ timeout: 180_000 })

journey.beforeEach(async ({ stack }) => {
  await stack.addPerson({ ...EDITOR, roles: ['editor'] })
  await stack.addPerson({ ...ADMIN, roles: ['admin', 'pii_access'] })
})

journey(
  'files are added by button and by drop, reviewed and kept; what fails is a row with its reason',
  { tag: '@U54' },
  async ({ page }) => {
    const documents = new DocumentsPages(page)
    await new AccountPages(page).signIn(EDITOR)
    await documents.open()
    await expect(documents.list).toContainText('There are no documents yet. Add a file, or paste a text.')

    await documents.choose(TRAVEL, BROKEN)
    await expect(documents.rowOf('travel-rules.md')).toContainText('Ready for review', READ_IN)
    await expect(documents.rowOf('broken.pdf')).toContainText('The file is damaged', READ_IN)
    // A reload loses neither.
    await page.reload()
    await expect(documents.rowOf('travel-rules.md')).toContainText('Ready for review', READ_IN)
    await expect(documents.rowOf('broken.pdf')).toContainText('The file is damaged', READ_IN)
    await expect(documents.rowOf('broken.pdf').getByRole('button', { name: /^Try again/ })).toHaveCount(0)
    await documents.rowOf('broken.pdf').getByRole('button', { name: 'Dismiss broken.pdf' }).click()
    await expect(documents.rowOf('broken.pdf')).toHaveCount(0)
    await expect(documents.heading).toBeFocused()

    await documents.review('travel-rules.md')
    const { dialog } = documents
    await expect(dialog.getByLabel('Title')).toHaveValue('Travel')
    await expect(dialog.getByRole('group', { name: 'How it is cut into passages' })).toContainText('at most 140 euros')
    await expect(dialog.getByText('No personal data was detected.')).toBeVisible()
    await dialog.getByLabel('Title').fill('Travel rules')
    await dialog.getByLabel('Tags').pressSequentially('Finance, Rules')
    // Enter ends a tag, and does not keep the document.
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Remove the tag rules' })).toBeVisible()
    await documents.keep('travel-rules.md')
    await expect(documents.rowOf('travel-rules.md')).toBeFocused()
    await expect(page.getByRole('status').filter({ hasText: '“Travel rules” is kept and can be found.' })).toHaveCount(
      1,
    )
    await expect(documents.list.getByRole('link', { name: 'Travel rules' })).toBeVisible()
    await expect(documents.list).toContainText('1 document')

    // The same once more, dropped on the page: recognised, and no second one.
    await documents.drop(TRAVEL)
    await expect(documents.onTheWay.getByRole('listitem')).toHaveCount(2)
    await documents.review('travel-rules.md')
    await expect(dialog).toContainText('The same content is here already as “Travel rules”.')
    await expect(dialog.getByRole('link', { name: 'Open that document' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await expect(documents.onTheWay.getByRole('listitem')).toHaveCount(1)

    await documents.choose(PICTURE)
    await expect(documents.rowOf('picture.png')).toContainText('Coco does not read files of this kind.', READ_IN)
  },
)

journey('personal data is shown before it is kept, and cannot be declared away', async ({ page }) => {
  const documents = new DocumentsPages(page)
  await new AccountPages(page).signIn(EDITOR)
  await documents.open()
  await documents.choose(STAFF)
  await documents.review('staff.txt')
  const box = documents.dialog.getByRole('checkbox', { name: 'It contains personal data' })
  await expect(box).toBeChecked()
  await expect(box).toBeDisabled()
  await expect(documents.dialog.getByRole('list', { name: 'Detected' })).toContainText('1 e-mail address')
  await expect(documents.dialog.getByRole('list', { name: 'Detected' })).not.toContainText('ines.berger@example.com')
  await expect(documents.dialog.getByText('once this is kept, it is not in your list')).toBeVisible()
  await documents.dialog.getByLabel('Title').fill('On-call list')
  await documents.keep('staff.txt')
  // Edda may not see personal data: what she kept is not hers to see.
  await expect(documents.list).toContainText('There are no documents yet.')
  await page.getByRole('button', { name: 'Dismiss staff.txt' }).click()
  await expect(documents.onTheWay).toHaveCount(0)

  await new AccountPages(page).signOut()
  await new AccountPages(page).signIn(ADMIN)
  await documents.open()
  const row = documents.list.getByRole('listitem').filter({ hasText: 'On-call list' })
  await expect(row).toContainText('Personal data')
  await row.getByRole('link').click()
  await expect(page.getByText('ines.berger@example.com')).toBeVisible()
})

journey('what is being sent can be watched, and a file that did not get through is sent again', async ({ page }) => {
  const documents = new DocumentsPages(page)
  await new AccountPages(page).signIn(EDITOR)
  await documents.open()
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('/documents/uploads', async (route) => {
    await held
    await route.continue()
  })
  await documents.choose(TRAVEL)
  await expect(documents.rowOf('travel-rules.md')).toContainText(/Being (sent|read)/)
  release()
  await expect(documents.rowOf('travel-rules.md')).toContainText('Ready for review', READ_IN)
  await page.unroute('/documents/uploads')

  await page.route('/documents/uploads', (route) => route.abort('connectionreset'))
  await documents.choose({ name: 'lost.md', text: '# Lost\n\nOn the line.' })
  await expect(documents.rowOf('lost.md')).toContainText('Coco cannot be reached.')
  await page.unroute('/documents/uploads')
  await page.getByRole('button', { name: 'Try again with lost.md' }).click()
  await expect(documents.rowOf('lost.md')).toContainText('Ready for review', READ_IN)
})

journey('what is written about a document is kept until it is one, or is let go', async ({ page }) => {
  const documents = new DocumentsPages(page)
  const { dialog } = documents
  await new AccountPages(page).signIn(EDITOR)
  await documents.open()
  await page.getByRole('button', { name: 'Paste text' }).click()
  await dialog.getByLabel('Title').fill('House rules')
  await dialog.getByLabel('Text').fill('Doors close at eight.')
  await page.reload()
  await page.getByRole('button', { name: 'Paste text' }).click()
  await expect(dialog.getByLabel('Title')).toHaveValue('House rules')
  await expect(dialog.getByLabel('Text')).toHaveValue('Doors close at eight.')

  // Cancelled while it is read: it comes, and goes at once.
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route(/documents\.paste/, async (route) => {
    await held
    await route.continue()
  })
  await dialog.getByRole('button', { name: 'Go on to review' }).click()
  await expect(dialog.getByRole('button', { name: 'Being read' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  const discarded = page.waitForResponse(/documents\.discard/)
  release()
  await discarded
  await page.unroute(/documents\.paste/)
  await expect(dialog).toHaveCount(0)
  await expect(documents.onTheWay).toHaveCount(0)
  await page.getByRole('button', { name: 'Paste text' }).click()
  await expect(dialog.getByLabel('Title')).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await documents.choose(TRAVEL)
  await documents.review('travel-rules.md')
  await dialog.getByLabel('Title').fill('How we travel')
  await dialog.getByLabel('Tags').pressSequentially('rules,')
  await dialog.getByRole('checkbox', { name: 'It contains personal data' }).check()
  await page.keyboard.press('Escape')
  await documents.review('travel-rules.md')
  await expect(dialog.getByLabel('Title')).toHaveValue('How we travel')
  await expect(dialog.getByRole('button', { name: 'Remove the tag rules' })).toBeVisible()
  await expect(dialog.getByRole('checkbox', { name: 'It contains personal data' })).toBeChecked()
  await page.keyboard.press('Escape')

  await documents.choose({ name: 'empty.txt', text: '' })
  await expect(documents.rowOf('empty.txt')).toContainText('There is no text in the file.', READ_IN)
  // Twice in a moment: the second is about what is gone already.
  await page.getByRole('button', { name: 'Dismiss empty.txt' }).dblclick()
  await expect(documents.rowOf('empty.txt')).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

journey('files that are still being sent are asked about on every page', async ({ page }) => {
  const documents = new DocumentsPages(page)
  await new AccountPages(page).signIn(EDITOR)
  await documents.open()
  await page.route('/documents/uploads', () => new Promise(() => {}))
  await documents.choose(TRAVEL)
  await expect(documents.rowOf('travel-rules.md')).toContainText(/Being (sent|read)/)
  await page.getByRole('link', { name: 'Back to the chat' }).click()
  await expect(documents.onTheWay).toHaveCount(0)
  // What a browser asks a page before it leaves it.
  const isAskedAbout = await page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })))
  expect(isAskedAbout).toBe(true)
})

journey('documents are found by title, tag and text, read at a passage, and deleted', async ({ page, stack }) => {
  const { client } = await stack.signInWithPassword(EDITOR)
  await keepDocument(client, { title: 'Travel rules', text: TRAVEL.text, tags: ['finance', 'rules'] })
  await keepDocument(client, { title: 'Canteen', text: '# Canteen\n\nSoup is served at noon.', tags: ['house'] })
  const documents = new DocumentsPages(page)
  await new AccountPages(page).signIn(ADMIN)
  await documents.open()
  await expect(documents.list.getByRole('link')).toHaveText(['Canteen', 'Travel rules'])
  await page.getByRole('button', { name: 'finance 1' }).click()
  await expect(documents.list.getByRole('link')).toHaveText(['Travel rules'])
  await expect(page.getByRole('button', { name: 'finance 1' })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Show all' }).click()
  const field = page.getByRole('searchbox')
  await field.fill('cant')
  await expect(documents.list.getByRole('link')).toHaveText(['Canteen'])
  await field.fill('no such title')
  await expect(documents.list).toContainText('No document matches.')
  // "Show all" is for good: the field does not bring its filter back.
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(field).toHaveValue('')
  await expect(documents.list.getByRole('link')).toHaveText(['Canteen', 'Travel rules'])
  await page.waitForURL((url) => url.search === '')
  await field.fill('cant')
  await expect(documents.list.getByRole('link')).toHaveText(['Canteen'])

  await field.fill('What may a hotel cost for a night?')
  await page.keyboard.press('Enter')
  const found = page.getByRole('region', { name: 'In the text' })
  await expect(found.getByRole('listitem').first()).toContainText('at most 140 euros')
  await found.getByRole('listitem').filter({ hasText: '140 euros' }).getByRole('link').click()
  await expect(documents.heading).toHaveText('Travel rules')
  const asked = page.locator('[aria-current=true]')
  await expect(asked).toContainText('at most 140 euros')
  await expect(asked).toBeFocused()
  await expect(asked).toBeInViewport()
  // Back is where one came from, with what was found.
  await page.goBack()
  await expect(found.getByRole('listitem').first()).toContainText('at most 140 euros')

  await documents.open()
  await page.getByRole('button', { name: 'Delete Travel rules…' }).click()
  await expect(documents.dialog).toContainText(/The document and its \d passages? go for everybody/)
  await documents.dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByRole('status').filter({ hasText: '“Travel rules” is deleted.' })).toBeVisible()
  await expect(documents.list.getByRole('link')).toHaveText(['Canteen'])
  await expect(documents.heading).toBeFocused()
  await expect(page.getByRole('button', { name: 'finance 1' })).toHaveCount(0)
})

journey(
  'a document that is deleted, foreign or hidden is the same page as one that never was',
  async ({ page, stack }) => {
    const { client: alpha } = await stack.signInWithPassword(EDITOR)
    const hidden = await keepDocument(alpha, { title: 'On-call list', text: STAFF.text })
    const deleted = await keepDocument(alpha, { title: 'Canteen', text: 'Soup is served at noon.' })
    const { client: admin } = await stack.signInWithPassword(ADMIN)
    await admin.trpc.documents.remove.mutate({ documentId: deleted })
    const { client: beta } = await stack.addPerson({ tenant: 'tenant-beta', roles: ['editor'] })
    const foreign = await keepDocument(beta, { title: 'Foreign', text: 'Of another tenant.' })
    await new AccountPages(page).signIn(EDITOR)
    const texts = new Set<string>()
    for (const id of [hidden, deleted, foreign, '00000000-0000-4000-8000-000000000000', 'nonsense']) {
      await page.goto(`/documents/${id}`)
      await expect(page.getByRole('heading', { name: 'There is no such document' })).toBeFocused()
      texts.add(await page.getByRole('main').innerText())
    }
    expect(texts.size).toBe(1)
  },
)

journey('a member reads and searches, and is not offered what is not theirs to do', async ({ chat, page, stack }) => {
  const { client } = await stack.signInWithPassword(EDITOR)
  await keepDocument(client, { title: 'Travel rules', text: TRAVEL.text })
  await chat.signInAs('User Alpha')
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Documents' }).click()
  const documents = new DocumentsPages(page)
  await expect(documents.list.getByRole('link', { name: 'Travel rules' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add files' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Delete/ })).toHaveCount(0)
  await documents.list.getByRole('link', { name: 'Travel rules' }).click()
  await expect(documents.heading).toHaveText('Travel rules')
  await expect(page.getByRole('button', { name: /^Delete/ })).toHaveCount(0)
})

journey('the pages of documents have no flaw that can be found by rule', { tag: '@U61' }, async ({ page }) => {
  const documents = new DocumentsPages(page)
  await new AccountPages(page).signIn(ADMIN)
  await documents.open()
  await expectNoFlaws(page, 'no documents yet')

  await page.getByRole('button', { name: 'Paste text' }).click()
  await documents.dialog.getByRole('button', { name: 'Go on to review' }).click()
  await expect(documents.dialog.getByText('Fill this in.')).toHaveCount(2)
  await expectNoFlaws(page, 'a text being pasted')
  await documents.dialog.getByLabel('Title').fill('On-call list')
  await documents.dialog.getByLabel('Text').fill(STAFF.text)
  await documents.dialog.getByRole('button', { name: 'Go on to review' }).click()
  await expect(documents.dialog.getByRole('list', { name: 'Detected' })).toBeVisible()
  await documents.dialog.getByLabel('Tags').pressSequentially('people, a rather long tag of a few words,')
  await expectNoFlaws(page, 'a review with findings')
  await documents.keep('On-call list')

  await documents.choose(TRAVEL, BROKEN)
  await expect(documents.rowOf('travel-rules.md')).toContainText('Ready for review', READ_IN)
  await expect(documents.rowOf('broken.pdf')).toContainText('The file is damaged', READ_IN)
  await page.getByRole('button', { name: 'people 1' }).click()
  await expectNoFlaws(page, 'files on their way, and a list with a tag')

  await page.getByRole('searchbox').fill('When does the heating fail?')
  await page.keyboard.press('Enter')
  const found = page.getByRole('region', { name: 'In the text' })
  await expect(found.getByRole('listitem').first()).toBeVisible()
  await expectNoFlaws(page, 'passages that were found')
  await found.getByRole('link').first().click()
  await expect(page.locator('[aria-current=true]')).toBeVisible()
  await expectNoFlaws(page, 'a document at a passage')
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(documents.dialog).toBeVisible()
  await expectNoFlaws(page, 'a question before a document is deleted')
  await page.goto('/documents/nonsense')
  await expect(documents.heading).toHaveText('There is no such document')
  await expectNoFlaws(page, 'a document that is not there')
  await page.goto('/tenant')
  await expect(page.getByRole('radio', { name: 'Coco, in its own database' })).toBeVisible()
  await expectNoFlaws(page, 'how documents are searched')
})
