import { readFile } from 'node:fs/promises'
import { expect, journey } from '../journey.ts'

journey('a conversation gets the name that a person gives it', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await chat.askAndRead('say exactly: Something.')
  const title = await chat.titleOfTheOnlyOne()
  await chat.chooseOption(title, 'Rename')
  const field = page.getByLabel('Title')
  await expect(field).toBeFocused()
  await page.keyboard.type('Herons')
  await page.keyboard.press('Enter')
  await expect(chat.conversation('Herons')).toBeFocused()
  await page.reload()
  await expect(chat.conversation('Herons')).toBeVisible()
  await expect(page).toHaveTitle('Herons · Coco')

  await chat.chooseOption('Herons', 'Rename')
  await expect(field).toBeFocused()
  await page.keyboard.type('Storks')
  await page.keyboard.press('Escape')
  await expect(chat.conversation('Herons')).toBeFocused()
})

journey('words lead back to the message in which they stand, whichever version it is in', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await chat.askAndRead('say exactly: The grey heron fishes.')
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Your question').fill('say exactly: Nothing of that kind.')
  await page.getByLabel('Your question').press('Enter')
  await expect(chat.answers.locator('.prose')).toHaveText('Nothing of that kind.')
  await chat.startNewChat()
  await chat.askAndRead('say exactly: Unrelated.')

  await page.getByLabel('Search conversations').fill('grey her')
  await expect(chat.list).toContainText('2 places found')
  const hit = chat.list.getByRole('link').filter({ hasNotText: 'You:' })
  await expect(hit.locator('mark').first()).toHaveText('grey')
  await hit.click()
  await expect(chat.answers.locator('.prose')).toHaveText('The grey heron fishes.')
  const heading = chat.answers.getByRole('heading', { name: / answered$/ })
  await expect(heading).toBeFocused()
  // Whoever has gone elsewhere meanwhile is led there once more.
  await page.getByLabel('Your message').focus()
  await hit.click()
  await expect(heading).toBeFocused()

  await page.getByLabel('Search conversations').fill('nowhere to be found')
  await expect(chat.list).toContainText('Nothing found')
  await page.keyboard.press('Escape')
  await expect(chat.list.getByRole('link')).toHaveCount(2)
})

journey(
  'a conversation can be taken away as a file, and its name is plain text wherever it stands',
  { tag: '@U77' },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: The **bold** heron.')
    const title = await chat.titleOfTheOnlyOne()
    await chat.chooseOption(title, 'Rename')
    await expect(page.getByLabel('Title')).toBeFocused()
    const hostile = '=1+1 <img src="/x" onerror="alert(1)"> **bold** ../a'
    await page.keyboard.insertText(hostile)
    await page.keyboard.press('Enter')
    await expect(chat.list.getByRole('link')).toHaveText(hostile)
    await expect(page).toHaveTitle(`${hostile} · Coco`)
    await expect(chat.list.locator('img, strong')).toHaveCount(0)
    const save = async (option: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), chat.chooseOption(hostile, option)])
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
    }
    const markdown = await save('Export as Markdown')
    expect(markdown.name).toMatch(/^[\p{L}\p{N}-]+\.md$/u)
    expect(markdown.text).toContain('The **bold** heron.')
    expect(markdown.text.split('\n')[0]).toBe(String.raw`# =1+1 \<img src="/x" onerror="alert(1)"\> \*\*bold\*\* ../a`)
    const json = await save('Export as JSON')
    expect(json.name).toMatch(/^[\p{L}\p{N}-]+\.json$/u)
    expect(JSON.parse(json.text)).toMatchObject({ title: hostile })
    expect(JSON.stringify(JSON.parse(json.text))).toContain('The **bold** heron.')
  },
)

journey('more conversations than fit come as one scrolls', async ({ chat, page, stack }) => {
  const { client } = await stack.signIn('user-alpha')
  for (let number = 1; number <= 35; number++) await client.converse(`say exactly: No ${number}.`)
  await chat.signInAs('User Alpha')
  await expect(chat.list.getByRole('link')).toHaveCount(30)
  await chat.list.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded()
  await expect(chat.list.getByRole('link')).toHaveCount(35)
  await expect(chat.list.getByRole('button', { name: 'Show more' })).toHaveCount(0)
  const titles = await chat.list.getByRole('link').allTextContents()
  expect(new Set(titles).size).toBe(35)
  await expect(page.getByRole('alert')).toHaveCount(0)
})
