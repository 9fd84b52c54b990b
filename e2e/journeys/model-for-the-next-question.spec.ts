import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

journey(
  'the picker has what may be used first, and why the rest may not; the choice is remembered for this chat and new ones',
  { tag: '@U3' },
  async ({ chat, page }) => {
    await chat.signInAs('User Beta')
    await expect(chat.modelButton).toHaveAccessibleName('Model: openai-gpt-4.1')
    await chat.modelButton.press('Enter')
    const menu = page.getByRole('menu', { name: 'Model' })
    const options = menu.getByRole('menuitemradio')
    const texts = await menu.innerText()
    expect(texts.indexOf('Available to User Beta')).toBeLessThan(texts.indexOf('Not available to User Beta'))
    const reasons = (await options.allTextContents()).map((text) => text.includes('Not granted in Snowflake'))
    expect(reasons).toEqual(reasons.toSorted((a, b) => Number(a) - Number(b)))
    expect(reasons).toContain(true)
    // By keyboard down to the last, which is not available and can be chosen all the same.
    await page.keyboard.press('End')
    await expect(options.last()).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(chat.modelButton).toHaveAccessibleName(/not available$/)
    await expect(chat.modelButton).toBeFocused()

    await chat.chooseModel('llama3.1-70b')
    await chat.askAndRead('Which are you?')
    await chat.startNewChat()
    await expect(chat.modelButton).toHaveAccessibleName('Model: llama3.1-70b')
    await chat.chooseModel('deepseek-r1')
    await page.reload()
    await expect(chat.modelButton).toHaveAccessibleName('Model: deepseek-r1')
    await chat.list.getByRole('link').first().click()
    await expect(chat.answers).toHaveCount(1)
    await expect(chat.modelButton).toHaveAccessibleName('Model: llama3.1-70b')
    await page.reload()
    await expect(chat.modelButton).toHaveAccessibleName('Model: llama3.1-70b')
    // Another person at this computer finds nothing of it.
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/sign-in/)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('coco.model')))).toEqual(
      [],
    )
  },
)

const MANY = [
  'MISTRAL-7B',
  'MISTRAL-LARGE',
  'LLAMA3.1-8B',
  'LLAMA3.1-405B',
  'LLAMA4-MAVERICK',
  'OPENAI-GPT-5',
  'OPENAI-GPT-5-MINI',
]

journey('among many models one searches, with the keyboard alone', { tag: '@U3' }, async ({ chat, page, stack }) => {
  for (const model of MANY) {
    stack.sql(`GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-${model}" TO ROLE COCO_TENANT_BETA`)
  }
  await chat.signInAs('User Beta')
  await chat.modelButton.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Model' })
  const search = dialog.getByLabel('Search models')
  await expect(search).toBeFocused()
  await expect(dialog.getByRole('region', { name: 'Available to User Beta' }).getByRole('button')).not.toHaveCount(0)
  await expect(dialog.getByRole('region', { name: 'Not available to User Beta' })).toContainText('Not granted')
  await expectNoFlaws(page, 'many models to choose from')
  await search.fill('no such model')
  await expect(dialog.getByRole('status')).toHaveText('No model has that in its name.')
  await search.fill('GPT-5')
  await search.press('ArrowDown')
  await expect(dialog.getByRole('button', { name: 'openai-gpt-5', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(chat.modelButton).toHaveAccessibleName('Model: openai-gpt-5-mini')
  await expect(chat.modelButton).toBeFocused()
  await chat.modelButton.press('Enter')
  await search.fill('maverick')
  await search.press('Enter')
  await expect(chat.modelButton).toHaveAccessibleName('Model: llama4-maverick')
  await expect(chat.answers).toHaveCount(0)
})
