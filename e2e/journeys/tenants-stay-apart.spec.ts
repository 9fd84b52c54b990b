import type { BrowserContext } from '@playwright/test'
import { ChatPage } from '../chat-page.ts'
import { expect, journey, SLOW } from '../journey.ts'

const CANARY = 'the merger is called Heron'

journey(
  'switching tenant never carries a turn of the other one along',
  { tag: ['@U5', '@U69'] },
  async ({ chat, page, stack, witness }) => {
    await chat.signInAs('Operator')
    await expect(chat.tenantButton).toHaveAccessibleName(/^Tenant: User Alpha/)
    await chat.askAndRead(CANARY)
    await chat.field.fill('an unsent word about Heron')

    await chat.switchTo('User Beta')
    await expect(page.getByText('Heron')).toHaveCount(0)
    await expect(chat.field).toHaveValue('')
    const sentBefore = witness.sentBodies().length
    const answer = await chat.askAndRead('What did I say?')
    await expect(answer).toContainText('This is your first message')

    expect(witness.sentBodies().slice(sentBefore).join('\n')).not.toContain('Heron')
    const calls = stack.emulator.calls.list().filter((call) => call.caller?.userName === 'COCO_USER_BETA')
    expect(calls.length).toBeGreaterThan(0)
    expect(JSON.stringify(calls.map((call) => call.body))).not.toContain('Heron')

    await chat.switchTo('User Alpha')
    await expect(page).toHaveURL('/')
    await expect(chat.answers).toHaveCount(0)
    await chat.list.getByRole('link').click()
    await expect(chat.answers).toHaveCount(1)
    await expect(chat.field).toHaveValue('an unsent word about Heron')
  },
)

journey(
  'a conversation of one tenant is not reachable as the other, by its address or by searching',
  { tag: ['@U31', '@U69'] },
  async ({ chat, page }) => {
    await chat.signInAs('Operator')
    await chat.askAndRead(CANARY)
    const address = page.url()
    await chat.switchTo('User Beta')
    await expect(chat.list).toContainText('Nothing here yet')
    await page.getByLabel('Search conversations').fill('Heron')
    await expect(chat.list).toContainText('Nothing found')
    for (const nobodys of [address, address.replace(/[^/]{8}$/, '00000000'), address.replace(/[^/]*$/, 'nonsense')]) {
      await page.goto(nobodys)
      await expect(page.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible()
      await expect(page.getByText('Heron')).toHaveCount(0)
    }
    await page.getByRole('main').getByRole('button', { name: 'Start a new chat' }).click()
    await expect(chat.field).toBeFocused()
  },
)

journey('the models of one tenant are not shown for the other', async ({ chat, page }) => {
  await chat.signInAs('Operator')
  await chat.switchTo('User Beta')
  await expect(chat.modelButton).toHaveAccessibleName('Model: openai-gpt-4.1')
  await chat.modelButton.click()
  await expect(page.getByRole('menu', { name: 'Model' })).toContainText('Available to User Beta')
  await expect(page.getByRole('menuitemradio', { name: 'mistral-large2' })).toHaveCount(0)
})

journey('a second tab follows when the first one switches', { tag: '@U69' }, async ({ chat, page, context }) => {
  await chat.signInAs('Operator')
  await chat.askAndRead(CANARY)
  await switchInAnotherTab(context, page.url())
  await expect(chat.tenantButton).toHaveAccessibleName(/^Tenant: User Beta/)
  await expect(page.getByText('Heron')).toHaveCount(0)
})

journey(
  'a tab that did not hear of the switch is refused, sends nothing, and follows',
  async ({ chat, page, context, stack }) => {
    await page.addInitScript(() => {
      BroadcastChannel.prototype.addEventListener = () => {}
      // Coming back to the tab would ask the server anew, and hear of it so.
      addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true)
      addEventListener('focus', (event) => event.target === window && event.stopImmediatePropagation(), true)
    })
    await chat.signInAs('Operator')
    await chat.askAndRead(CANARY)
    await switchInAnotherTab(context, page.url())
    await expect(chat.tenantButton).toHaveAccessibleName(/^Tenant: User Alpha/)

    await chat.ask('and another thing about Heron')
    await expect(chat.tenantButton).toHaveAccessibleName(/^Tenant: User Beta/)
    await expect(page.getByText('Heron')).toHaveCount(0)
    const calls = stack.emulator.calls.list().filter((call) => call.caller?.userName === 'COCO_USER_BETA')
    expect(JSON.stringify(calls.map((call) => call.body))).not.toContain('Heron')
  },
)

journey.describe('while an answer is written', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } } })

  journey('switching ends it on the page', async ({ chat, page }) => {
    await chat.signInAs('Operator')
    await chat.ask('Write a long answer of 500 words')
    await expect(page.locator('.prose-writing')).toBeVisible()
    const watching = page.waitForEvent('requestfailed', (request) => request.url().includes('chat.watch'))
    await chat.switchTo('User Beta')
    await watching
    await expect(page.locator('.prose')).toHaveCount(0)
    await expect(chat.stop).toHaveCount(0)
  })
})

async function switchInAnotherTab(context: BrowserContext, url: string): Promise<void> {
  const tab = await context.newPage()
  await tab.goto(url)
  await new ChatPage(tab).switchTo('User Beta')
}
