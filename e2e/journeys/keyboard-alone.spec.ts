import type { Page } from '@playwright/test'
import { expect, journey, SLOW } from '../journey.ts'

journey.describe('with an answer that can be stopped', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } } })

  journey(
    'everything can be done with the keyboard alone, and the focus is never lost',
    { tag: '@U54' },
    async ({ chat, page }) => {
      journey.setTimeout(180_000)
      const { keyboard } = page
      const press = async (key: string) => {
        await keyboard.press(key)
        await expectSomethingFocused(page, key)
      }
      const goTo = async (name: RegExp) => {
        const target = page.getByRole('button', { name }).last()
        for (let presses = 0; presses < 60; presses++) {
          if (await target.evaluate((element) => element === document.activeElement)) return
          await keyboard.press('Tab')
        }
        throw new Error(`Tab does not lead to ${name}`)
      }
      const chooseSecond = async (menu: string) => {
        const options = page.getByRole('menu', { name: menu }).getByRole('menuitemradio')
        await press('Enter')
        await expect(options.first()).toBeFocused()
        await press('ArrowDown')
        await expect(options.nth(1)).toBeFocused()
        await press('Enter')
      }
      const chooseItem = async (name: string) => {
        await press('Enter')
        await expect(page.getByRole('menuitem').first()).toBeFocused()
        const item = page.getByRole('menuitem', { name })
        const isThere = () => item.evaluate((element) => element === document.activeElement)
        for (let presses = 0; presses < 12 && !(await isThere()); presses++) await keyboard.press('ArrowDown')
        await expect(item).toBeFocused()
        await keyboard.press('Enter')
      }

      await page.goto('/')
      await expect(page.getByRole('button', { name: /^Sign in as Operator/ })).toBeVisible()
      await goTo(/^Sign in as Operator/)
      await keyboard.press('Enter')
      await expect(chat.field).toBeFocused()

      await keyboard.type('Write a long answer of 2000 words')
      await press('Shift+Enter')
      await keyboard.type('about herons')
      await expect(chat.field).toHaveValue('Write a long answer of 2000 words\nabout herons')
      await press('Enter')
      await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+ \w+/)
      await goTo(/^Stop$/)
      await press('Enter')
      await expect(chat.answers).toContainText('Stopped')
      await expect(chat.field).toBeFocused()

      await goTo(/^Edit$/)
      await press('Enter')
      await expect(page.getByLabel('Your question')).toBeFocused()
      await press('ControlOrMeta+A')
      await keyboard.type('say exactly: Herons stand.')
      await press('Enter')
      await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
      await goTo(/^Regenerate$/)
      await press('Enter')
      await expect(chat.answers.last()).toContainText('2 / 2')
      await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
      await expectSomethingFocused(page, 'the end of an answer')
      await goTo(/^Previous answer$/)
      await press('Enter')
      await expect(chat.answers.last()).toContainText('1 / 2')

      await goTo(/^Model: /)
      await chooseSecond('Model')
      await expect(chat.modelButton).toHaveAccessibleName('Model: mistral-large2')
      await expect(chat.modelButton).toBeFocused()

      const title = await chat.titleOfTheOnlyOne()
      await goTo(/^Options for/)
      await chooseItem('Rename')
      await expect(page.getByLabel('Title')).toBeFocused()
      await press('ControlOrMeta+A')
      await keyboard.type('Birds')
      await keyboard.press('Enter')
      await expect(chat.conversation('Birds')).toBeFocused()
      await expect(chat.conversation(title)).toHaveCount(0)
      await goTo(/^Options for Birds/)
      await chooseItem('Delete')
      await expect(chat.list.getByRole('button', { name: 'Undo' })).toBeFocused()
      await keyboard.press('Enter')
      await expect(chat.conversation('Birds')).toBeVisible()
      await expect(chat.answers).toHaveCount(1)
      await expectSomethingFocused(page, 'Undo')

      await goTo(/^Tenant: /)
      await chooseSecond('Tenant')
      await expect(chat.tenantButton).toHaveAccessibleName(/^Tenant: User Beta/)
      await expect(chat.field).toBeFocused()

      // Past the bar and the list, which may be long.
      await goTo(/^To the message field$/)
      await expect(page.getByRole('button', { name: 'To the message field' })).toBeInViewport({ ratio: 1 })
      await press('Enter')
      await expect(chat.field).toBeFocused()

      await goTo(/^Account: /)
      await chooseItem('Settings')
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
      await goTo(/^To the page$/)
      await press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
      await goTo(/^Account: /)
      await chooseItem('Sign out')
      await expect(page).toHaveURL('/sign-in')
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    },
  )
})

journey('Enter of an input method chooses a word and sends nothing', { tag: '@U11' }, async ({ chat }) => {
  await chat.signInAs('User Alpha')
  await chat.field.fill('にほん')
  await chat.field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229 })
  await expect(chat.field).toHaveValue('にほん')
  await expect(chat.answers).toHaveCount(0)
})

/** Where nothing has the focus, the next Tab begins at the top of the page, and a screen reader reads from there. */
async function expectSomethingFocused(page: Page, after: string) {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName), { message: `what has the focus after ${after}` })
    .not.toBe('BODY')
}
