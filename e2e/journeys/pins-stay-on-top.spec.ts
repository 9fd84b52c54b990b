import { ownerOf } from '@coco/testkit/database-owner'
import { expect, journey } from '../journey.ts'

journey(
  'what is pinned stays on top, here and on other devices, and is marked where it is found',
  async ({ chat, page, stack }) => {
    const { client } = await stack.signIn('user-alpha')
    for (const name of ['Heron', 'Stork', 'Crane']) await client.converse(`say exactly: ${name}.`)
    await chat.signInAs('User Alpha')
    await expect(chat.list.getByRole('link')).toHaveCount(3)
    const oldest = (await chat.list.getByRole('link').last().textContent()) ?? ''
    const pinned = chat.list.getByRole('region', { name: 'Pinned' })
    await expect(pinned).toHaveCount(0)

    // With the keyboard alone. The focus goes along.
    await chat.conversation(oldest).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Pin', exact: true }).press('Enter')
    await expect(pinned.getByRole('link')).toHaveText([oldest])
    await expect(pinned.getByRole('link')).toBeFocused()
    await expect(chat.list.getByRole('link')).toHaveCount(3)
    await expect(chat.announced.filter({ hasText: `Pinned “${oldest}”` })).toBeAttached()
    await page.reload()
    await expect(pinned.getByRole('link')).toHaveText([oldest])

    await page.getByLabel('Search conversations').fill('Heron')
    await expect(chat.list.getByRole('link').first()).toContainText(', pinned')
    await page.getByLabel('Search conversations').fill('')

    // On another device it is unpinned; the list hears of it by itself.
    const [there] = (await client.trpc.conversations.list.query({})).pinned
    if (there) await client.trpc.conversations.pin.mutate({ conversationId: there.id, isPinned: false })
    await expect(pinned).toHaveCount(0, { timeout: 15_000 })
    await expect(chat.list.getByRole('link')).toHaveCount(3)

    await chat.chooseOption(oldest, 'Pin')
    await chat.chooseOption(oldest, 'Delete')
    await expect(pinned.getByRole('button', { name: 'Undo' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(pinned.getByRole('link')).toHaveText([oldest])
    await chat.chooseOption(oldest, 'Unpin')
    await expect(pinned).toHaveCount(0)
    await expect(chat.conversation(oldest)).toBeFocused()
  },
)

journey('a pin too many is taken back, and says what to do', async ({ chat, page, stack }) => {
  const { session } = await stack.signIn('user-alpha')
  await using owner = await ownerOf(stack)
  await owner.query(
    `INSERT INTO coco.conversations (tenant_id, owner_id, id, title, pinned_at, updated_at)
     SELECT $1, $2, gen_random_uuid(), 'No. ' || lpad(n::text, 2, '0'), CASE WHEN n > 1 THEN now() END, now() - n * interval '1 second'
     FROM generate_series(1, 51) n`,
    [session.tenant.id, session.person.id],
  )
  await chat.signInAs('User Alpha')
  // Below the fifty; rows far from what is seen are not made.
  await expect(chat.list.getByRole('link').first()).toBeVisible()
  await chat.list.locator('[data-list-scroller]').evaluate((list) => list.scrollTo(0, list.scrollHeight))
  await chat.chooseOption('No. 01', 'Pin')
  await expect(chat.alert).toHaveText('50 conversations are pinned already. Unpin one of them first.')
  await expect(
    page.getByRole('region', { name: 'Pinned' }).getByRole('link', { name: 'No. 01', exact: true }),
  ).toHaveCount(0)
})
