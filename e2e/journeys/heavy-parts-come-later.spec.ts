import { expect, journey } from '../journey.ts'

const HEAVY = /\/assets\/(?:markdown|highlight|typeset|menu-parts|account-pages|sidebar)/

journey(
  'one can type before anything heavy has come, and what only some answers need comes with those',
  { tag: '@U4' },
  async ({ chat, page }) => {
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await chat.signInAs('User Alpha')
    await page.route(HEAVY, async (route) => {
      await released
      await route.continue()
    })
    await page.reload()
    await chat.field.pressSequentially('Show me some code, a function')
    await expect(chat.field).toHaveValue('Show me some code, a function')
    release()

    expect(fetched.filter((path) => /highlight|typeset/.test(path))).toEqual([])
    await chat.field.press('Enter')
    await expect(chat.answers.getByRole('button', { name: 'Copy code' })).toBeVisible()
    await expect.poll(() => fetched.some((path) => path.includes('highlight'))).toBe(true)
    expect(fetched.filter((path) => path.includes('typeset'))).toEqual([])
  },
)
