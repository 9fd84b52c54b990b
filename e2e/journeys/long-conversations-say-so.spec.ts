import { targetsBelow } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

/** Two of these are most of a conversation. */
const LONG = 'long '.repeat(90_000)

journey(
  'a conversation that is nearly too long says so before sending, and is never cut',
  { tag: '@U52' },
  async ({ chat, page, stack }) => {
    const { client } = await stack.signIn('user-alpha')
    const { conversationId } = await client.converse(LONG)
    await client.converse({ conversationId, content: LONG })
    await chat.signInAs('User Alpha')
    await page.goto(`/c/${conversationId}`)
    const notice = page.getByRole('status').filter({ hasText: /^This conversation is/ })
    await expect(notice).toContainText('This conversation is 85% full.')
    await expect(notice).toContainText('nothing is left out')

    expect(await targetsBelow(page, 24)).toEqual([])
    // A paste fills it for good: nothing is sent, nothing is lost.
    const pasted = 'paste '.repeat(34_000).trim()
    await chat.field.fill(pasted)
    await expect(notice).toContainText('This conversation is full')
    await chat.field.press('Enter')
    await expect(chat.alert).toHaveText(/^This conversation has become too long to send as a whole\./)
    expect(await chat.field.inputValue()).toHaveLength(pasted.length)

    await notice.getByRole('button', { name: 'Start a new chat' }).click()
    await expect(page).toHaveURL('/')
    await expect(chat.field).toBeFocused()
    await expect(notice).toHaveCount(0)
    await chat.askAndRead('Short again')
  },
)
