import { expect, journey } from '../journey.ts'

journey(
  'a prompt is found with a slash and inserted with what is to be filled in selected; a draft is never lost',
  { tag: '@U54' },
  async ({ chat, page, stack }) => {
    const { client } = await stack.signIn('user-alpha')
    const { prompts } = client.trpc
    await prompts.create.mutate({ title: 'Summary', text: 'Sum up {{what}} in three sentences for {{whom}}.' })
    await prompts.create.mutate({ title: 'Translation', text: 'say exactly: Translated.' })
    await chat.signInAs('User Alpha')
    const options = page.getByRole('listbox', { name: 'Prompts' }).getByRole('option')
    const marked = page.getByRole('option', { selected: true })

    await chat.field.press('/')
    await expect(options).toHaveCount(2)
    await expect(chat.field).toBeFocused()
    await expect(marked).toContainText('Summary')
    await expect(chat.field).toHaveAttribute('aria-activedescendant', (await marked.getAttribute('id')) ?? '')
    await page.keyboard.press('ArrowDown')
    await expect(marked).toContainText('Translation')
    await page.keyboard.press('ArrowDown')
    await expect(marked).toContainText('Summary')
    await page.keyboard.type('trans')
    await expect(options).toHaveCount(1)
    // Escape closes the list and leaves what is written; it is text from then on.
    await page.keyboard.press('Escape')
    await expect(options).toHaveCount(0)
    await expect(chat.field).toHaveValue('/trans')
    await expect(chat.field).not.toHaveAttribute('aria-activedescendant')

    await chat.field.fill('')
    await page.keyboard.type('/sum')
    await expect(marked).toContainText('Summary')
    await page.keyboard.press('Enter')
    await expect(chat.field).toHaveValue('Sum up {{what}} in three sentences for {{whom}}.')
    await expect(chat.answers).toHaveCount(0)
    await page.keyboard.type('the minutes')
    await expect(chat.field).toHaveValue('Sum up the minutes in three sentences for {{whom}}.')

    // With the button, beside a draft: it stays, and the prompt comes behind it.
    await chat.field.fill('My own words.')
    await page.getByRole('button', { name: 'Insert a prompt' }).press('Enter')
    const finder = page.getByRole('combobox', { name: 'Find a prompt' })
    await expect(finder).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(chat.field).toBeFocused()
    await page.getByRole('button', { name: 'Insert a prompt' }).click()
    await finder.fill('nothing of that kind')
    await expect(page.getByText('No prompt is called that.')).toBeVisible()
    await page.keyboard.press('Enter')
    await finder.fill('late')
    await expect(options).toHaveCount(0)
    await finder.fill('transl')
    await options.first().click()
    await expect(chat.field).toHaveValue('My own words.\n\nsay exactly: Translated.')
    await expect(chat.field).toBeFocused()
    await expect(finder).toHaveCount(0)
  },
)

journey(
  'prompts are written, changed, deleted and brought back on a page of their own; shared ones by those who may',
  { tag: '@U73' },
  async ({ chat, page, stack }) => {
    const { client: editor } = await stack.addPerson({ roles: ['editor'] })
    await editor.trpc.prompts.create.mutate({ title: 'Ours', text: 'Of all of us.', isShared: true })
    await chat.signInAs('User Alpha')
    await page.goto('/prompts')
    const ours = page.getByRole('region', { name: /^Shared with everybody at / })
    await expect(ours.getByText('Of all of us.')).toBeVisible()
    // A member reads it, and cannot change it.
    await expect(page.getByRole('button', { name: /^Actions for / })).toHaveCount(0)

    await page.getByRole('button', { name: 'Write a prompt' }).click()
    const dialog = page.getByRole('dialog', { name: 'Write a prompt' })
    await expect(dialog.getByRole('checkbox')).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await expect(dialog.getByText('Fill this in.')).toHaveCount(2)
    await dialog.getByLabel('Title').fill('Mine')
    await dialog.getByLabel('Text').fill('x'.repeat(20_001))
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await expect(dialog.getByText('Use at most 20000 characters: 1 less than now.')).toBeVisible()
    await expect(dialog.getByLabel('Text')).toHaveValue('x'.repeat(20_001))
    await dialog.getByLabel('Text').fill('<b>Explain</b> {{this}}')
    // The browser asks the page at the first press only; the others close its dialog unasked.
    for (let press = 0; press < 3; press++) await page.keyboard.press('Escape')
    await expect(dialog.getByText('This is not kept yet.')).toBeVisible()
    await expect(dialog.getByLabel('Text')).toHaveValue('<b>Explain</b> {{this}}')
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await expect(page.getByRole('status').filter({ hasText: '“Mine” is kept.' })).toBeVisible()
    const yours = page.getByRole('region', { name: 'Yours' })
    await expect(yours.getByText('<b>Explain</b> {{this}}')).toBeVisible()

    const choose = async (option: string) => {
      await page.getByRole('button', { name: 'Actions for Mine' }).click()
      await page.getByRole('menuitem', { name: option }).click()
    }
    await choose('Delete')
    await expect(yours.getByRole('button', { name: 'Undo' })).toBeFocused()
    await expect(page.getByRole('status').filter({ hasText: 'Deleted “Mine”' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Actions for Mine' })).toBeFocused()
    await choose('Edit…')
    await page.getByRole('dialog', { name: 'Edit the prompt' }).getByLabel('Title').fill('Mine, better')
    await page.keyboard.press('Enter')
    await expect(yours.getByText('Mine, better')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Actions for Mine, better' })).toBeFocused()
  },
)
