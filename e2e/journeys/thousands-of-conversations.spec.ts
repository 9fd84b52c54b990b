import { ownerOf } from '@coco/testkit/database-owner'
import { expect, journey } from '../journey.ts'

const COUNT = 5_000

journey(
  'of five thousand conversations only those near the visible part are made, and the last is reached by scrolling and by Tab',
  { tag: '@U53' },
  async ({ chat, page, stack }) => {
    journey.slow()
    const { session } = await stack.signIn('user-alpha')
    await using owner = await ownerOf(stack)
    await owner.query(
      `INSERT INTO coco.conversations (tenant_id, owner_id, id, title, created_at, updated_at)
       SELECT $1, $2, gen_random_uuid(), 'No. ' || lpad(n::text, 4, '0'), now() - n * interval '1 minute', now() - n * interval '1 minute'
       FROM generate_series(1, $3::int) n`,
      [session.tenant.id, session.person.id, COUNT],
    )
    await chat.signInAs('User Alpha')
    const rows = chat.list.getByRole('link')
    await expect(chat.conversation('No. 0001')).toBeVisible()

    let most = 0
    const last = chat.list.getByRole('link', { name: `No. ${COUNT}`, exact: true })
    await expect(async () => {
      await chat.list.locator('[data-list-scroller]').evaluate((list) => list.scrollTo(0, list.scrollHeight))
      most = Math.max(most, await rows.count())
      await expect(last).toBeInViewport({ timeout: 50 })
    }).toPass({ intervals: [0], timeout: 120_000 })
    expect(most).toBeLessThan(250)
    await expect(chat.list.getByRole('button', { name: 'Show more' })).toHaveCount(0)

    // The order is whole around the place where a chunk of rows begins.
    const firstOfChunk = await last.evaluate((link) => link.closest('ul')?.querySelector('a')?.textContent ?? '')
    const before = `No. ${String(Number(firstOfChunk.replace('No. ', '')) - 1).padStart(4, '0')}`
    await chat.list.getByRole('link', { name: firstOfChunk, exact: true }).focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await expect(chat.list.getByRole('link', { name: before, exact: true })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(chat.list.getByRole('link', { name: before, exact: true })).toHaveAttribute('aria-current', 'page')

    await chat.list.locator('[data-list-scroller]').evaluate((list) => list.scrollTo(0, 0))
    await expect(chat.conversation('No. 0001').first()).toBeInViewport()
    await expect(rows.filter({ hasText: `No. ${COUNT}` })).toHaveCount(0)
  },
)
