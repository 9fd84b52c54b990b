import type { Stack } from '@coco/testkit/start-stack'
import type { Page } from '@playwright/test'
import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

journey.describe.configure({ timeout: 120_000 })

const LEAVE = {
  title: 'Leave policy',
  text: '# Leave\n\n## How many days\n\nEverybody has 27 days of paid leave in a calendar year. More is agreed with the team lead.',
  tags: ['people'],
}
const QUESTION = 'How many days of paid leave does everybody have in a calendar year?'

/** Kept by an admin, and ready to be found. */
async function keep(stack: Stack, { title, text, tags }: typeof LEAVE) {
  const { client } = await stack.signIn('operator', 'tenant-alpha')
  const { documents } = client.trpc
  const { upload } = await documents.paste.mutate({ title, text })
  await documents.ingest.mutate({ uploadId: upload.id, title, tags, isPersonal: false })
  const state = async () => (await documents.uploads.query()).find(({ id }) => id === upload.id)
  await expect.poll(async () => (await state())?.state, { timeout: 15_000 }).toBe('done')
  const { documentId } = (await state()) ?? {}
  return { remove: () => documents.remove.mutate({ documentId: documentId ?? '' }) }
}

const partsOf = (page: Page) => ({
  button: page.getByRole('button', { name: /^(Answer|On: answers) from documents/ }),
  dialog: page.getByRole('dialog'),
})

async function switchOn(page: Page, tag: string | null) {
  const { button, dialog } = partsOf(page)
  await button.click()
  await dialog.getByRole('checkbox', { name: 'Answer from documents' }).check()
  if (tag !== null) await dialog.getByRole('checkbox', { name: tag, exact: true }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(button).toHaveAccessibleName(/^On: answers from documents/)
}

journey(
  'an answer cites its passages by numbers that say what they are and lead there, by mouse and by keys',
  { tag: '@U26' },
  async ({ chat, page, stack }) => {
    await keep(stack, LEAVE)
    await chat.signInAs('User Alpha')
    const { button, dialog } = partsOf(page)
    await button.focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText('from the documents of User Alpha alone')
    // As it is: off.
    const box = dialog.getByRole('checkbox', { name: 'Answer from documents' })
    await expect(box).not.toBeChecked()
    await box.check()
    await expect(dialog.getByRole('checkbox', { name: 'people', exact: true })).toBeVisible()
    await expectNoFlaws(page, 'the switch for documents')
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
    await switchOn(page, 'people')
    await expect(button).toHaveAccessibleName('On: answers from documents with people')
    // It is kept in this tab until there is a conversation.
    await page.reload()
    await expect(button).toHaveAccessibleName('On: answers from documents with people')

    const answer = await chat.askAndRead(QUESTION)
    await expect(answer).toContainText('27 days')
    const chip = answer.getByRole('button', { name: 'Source 1: Leave policy' }).first()
    await chip.hover()
    await expect(answer.locator('span[aria-hidden]', { hasText: 'Everybody has 27 days' }).first()).toBeVisible()
    // Escape hides it though the pointer stays, and what scrolls away leaves no note behind.
    await page.keyboard.press('Escape')
    const note = answer.locator('span[aria-hidden]', { hasText: 'Everybody has 27 days' })
    await expect(note).toHaveCount(0)
    await page.mouse.move(0, 0)
    await chip.hover()
    await expect(note.first()).toBeVisible()
    await page.evaluate(() => document.querySelector('main')?.dispatchEvent(new Event('scroll')))
    await expect(note).toHaveCount(0)
    await page.mouse.move(0, 0)
    await expectNoFlaws(page, 'an answer that cites')
    await chip.focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveAccessibleName('Source 1: Leave policy')
    await expect(dialog).toContainText('How many days')
    await expect(dialog).toContainText('Everybody has 27 days of paid leave in a calendar year.')
    await expect(dialog.getByRole('link', { name: 'Show it in its document' })).toHaveAttribute(
      'href',
      /\/documents\/[0-9a-f-]{36}\?passage=0$/,
    )
    await expectNoFlaws(page, 'a passage')
    await page.keyboard.press('Escape')
    await expect(chip).toBeFocused()

    await page.reload()
    await expect(page.getByRole('button', { name: 'Source 1: Leave policy' }).first()).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Sources' })).toBeVisible()
  },
)

journey(
  'a number that no passage has is marked; one whose passage is gone says so; nothing found is said',
  { tag: '@U26' },
  async ({ chat, page, stack }) => {
    const { remove } = await keep(stack, LEAVE)
    await chat.signInAs('User Alpha')
    await switchOn(page, null)
    const answer = await chat.askAndRead(
      'Say exactly: Everybody has 27 days of paid leave in a calendar year [1], agreed with the team lead [9]: `a[1]`.',
    )
    const chip = answer.getByRole('button', { name: 'Source 1: Leave policy' }).first()
    await expect(chip).toBeVisible()
    await expect(answer.getByRole('img', { name: '9: no such passage was given to the model' })).toHaveText('9?')
    await expect(answer.locator('code')).toHaveText('a[1]')
    await expectNoFlaws(page, 'a number without a passage')

    await remove()
    await page.reload()
    const gone = page.getByRole('button', { name: 'Source 1: gone, or not to be read any more' }).first()
    await gone.click()
    await expect(partsOf(page).dialog).toContainText('This passage is gone, or you may not read it any more.')
    await expectNoFlaws(page, 'a passage that is gone')
    await page.keyboard.press('Escape')

    await chat.ask('Zyzzyva quokka xylophone?')
    const nothing = page.getByRole('paragraph').filter({ hasText: 'Nothing in the documents that you may read' })
    await expect(nothing).toBeVisible()
    await expectNoFlaws(page, 'nothing found')
  },
)
