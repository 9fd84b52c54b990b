import type { Stack } from '@coco/testkit/start-stack'
import type { Page } from '@playwright/test'
import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

/** What arrived at Snowflake with the last question. */
function lastAsked({ emulator }: Stack) {
  const asked = emulator.calls
    .list()
    .filter(({ path }) => path.includes('chat/completions'))
    .at(-1)?.body
  return asked as { messages: { role: string; content: string }[]; [field: string]: unknown }
}

const partsOf = (page: Page) => ({
  button: page.getByRole('button', { name: /^(Parameters|Adjusted: parameters)/ }),
  dialog: page.getByRole('dialog', { name: 'Parameters of this chat' }),
  instructions: page.getByRole('dialog').getByLabel('Instructions for this chat'),
  temperature: page.getByRole('dialog').getByLabel('Temperature'),
  longest: page.getByRole('dialog').getByLabel('Longest answer'),
  save: page.getByRole('dialog').getByRole('button', { name: 'Save' }),
})

journey(
  'what is set for a chat arrives at Snowflake, is there after a reload, and can be taken back',
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Alpha')
    const { button, dialog, instructions, temperature, longest, save } = partsOf(page)
    await button.click()
    await expect(dialog).toContainText('User Alpha tells the model something first, too; yours come after it.')
    await expectNoFlaws(page, 'parameters of a chat')
    await instructions.fill('Answer like a pirate.')
    await temperature.fill('0.2')
    await longest.fill('99999')
    await save.click()
    await expect(longest).toBeFocused()
    await expect(longest).toHaveAccessibleDescription(/Write 16384 or less\./)
    await expect(instructions).toHaveValue('Answer like a pirate.')
    await longest.fill('300')
    await longest.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(chat.answers).toHaveCount(0)
    await expect(button).toHaveAccessibleName('Adjusted: parameters of this chat')
    await expect(button).toBeFocused()
    // A chat that is no conversation yet keeps them in its tab.
    await page.reload()
    await expect(button).toHaveAccessibleName('Adjusted: parameters of this chat')

    await chat.askAndRead('Who are you?')
    expect(lastAsked(stack)).toMatchObject({ temperature: 0.2, max_completion_tokens: 300 })
    expect(lastAsked(stack).messages[0]).toMatchObject({
      content: expect.stringMatching(/\n\nAnswer like a pirate\.$/),
    })

    await page.reload()
    await button.click()
    await expect(instructions).toHaveValue('Answer like a pirate.')
    await page.getByRole('dialog').getByRole('button', { name: 'As usual' }).click()
    await save.click()
    await expect(button).toHaveAccessibleName('Parameters')
    await chat.answers.getByRole('button', { name: 'Regenerate' }).first().click()
    await expect.poll(() => lastAsked(stack).temperature).toBe(0.7)
    expect(JSON.stringify(lastAsked(stack).messages)).not.toContain('pirate')
  },
)

journey(
  'a tenant’s admins set bounds; what was set before is brought within, and the page says so',
  async ({ chat, page, stack }) => {
    await chat.signInAs('Operator')
    const { button, dialog, instructions, temperature, longest, save } = partsOf(page)
    await button.click()
    await temperature.fill('0.9')
    await instructions.fill('Answer like a pirate.')
    await save.click()
    await chat.askAndRead('One')
    const conversation = page.url()

    await page.goto('/tenant')
    const tenantName = (await page.getByRole('heading', { level: 1 }).textContent())?.replace('Settings of ', '')
    await page.getByLabel('What the model is told first').fill('Answer in German.')
    await page.getByLabel('People may add instructions of their own to a chat').uncheck()
    await page.getByLabel('Longest answer').fill('0')
    await page.getByRole('button', { name: 'Save rules' }).click()
    await expect(page.getByLabel('Longest answer')).toHaveAccessibleDescription(/Write 1 or more\./)
    await page.getByLabel('Longest answer').fill('500')
    await page.getByLabel('Highest temperature').fill('0.5')
    await page.getByLabel('Default model').selectOption('mistral-large2')
    await page.getByRole('button', { name: 'Save rules' }).click()
    await expect(page.getByRole('main')).toContainText('Saved.')
    await page.reload()
    await expect(page.getByLabel('What the model is told first')).toHaveValue('Answer in German.')
    await expectNoFlaws(page, 'the tenant’s answers')

    await page.goto(conversation)
    await expect(chat.answers).toHaveCount(1)
    await expect(chat.modelButton).toBeVisible()
    await chat.askAndRead('Two')
    expect(lastAsked(stack)).toMatchObject({ temperature: 0.5, max_completion_tokens: 500 })
    expect(lastAsked(stack).messages[0]?.content).toMatch(/Answer in German\.$/)
    await button.click()
    await expect(dialog).toContainText('You had set 0.9. By now at most 0.5 is allowed, and is used.')
    await expect(dialog).toContainText(`${tenantName} does not allow instructions of one’s own.`)
    await expect(dialog).toContainText('Answer like a pirate.')
    await expect(temperature).toHaveAttribute('max', '0.5')
    await longest.fill('501')
    await save.click()
    await expect(longest).toHaveAccessibleDescription(/Write 500 or less\./)
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
  },
)

journey('what is set while the first message is under way holds for its conversation', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  const { button, dialog, instructions, save } = partsOf(page)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route(/chat\.send/, (route) => released.then(() => route.continue()))
  await chat.ask('Who are you?')
  await expect(chat.stop).toBeVisible()
  await button.click()
  await instructions.fill('Answer like a pirate.')
  await save.click()
  await expect(dialog).toHaveCount(0)
  const stored = page.waitForResponse(/chat\.setParameters/)
  release()
  await stored
  await expect(page).toHaveURL(/\/c\//)
  await page.reload()
  await expect(button).toHaveAccessibleName('Adjusted: parameters of this chat')
  await button.click()
  await expect(instructions).toHaveValue('Answer like a pirate.')
})
