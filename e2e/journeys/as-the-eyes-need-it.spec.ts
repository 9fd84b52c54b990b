import type { Page } from '@playwright/test'
import { expectNoFlaws, settle } from '../find-flaws.ts'
import { expect, journey, SLOW } from '../journey.ts'

journey.describe.configure({ timeout: 180_000 })

/** What moves on the page at this moment, by itself or on its way somewhere. */
const moving = (page: Page) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map((animation) => String((animation.effect as KeyframeEffect | null)?.target?.outerHTML.slice(0, 120))),
  )

journey.describe('while an answer is written', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } } })

  journey(
    'whoever asks for less motion sees none: nothing blinks, slides or scrolls by itself',
    { tag: '@U60' },
    async ({ chat, page }) => {
      await chat.signInAs('User Alpha')
      await chat.ask('Write a long answer of 2000 words')
      await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+ \w+/)
      await expect.poll(() => moving(page), 'with motion, the caret breathes').not.toEqual([])

      await page.emulateMedia({ reducedMotion: 'reduce' })
      await settle(page)
      expect(await moving(page), 'asked of the system').toEqual([])

      await page.emulateMedia({ reducedMotion: 'no-preference' })
      await expect.poll(() => moving(page)).not.toEqual([])
      await page.evaluate(() => localStorage.setItem('coco.motion', 'reduced'))
      await page.reload()
      await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+ \w+/)
      await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced')
      expect(await moving(page), 'chosen on the page').toEqual([])
      await expect(page.locator('html')).toHaveCSS('scroll-behavior', 'auto')
      await chat.stop.click()
      await chat.modelButton.click()
      await expect(page.getByRole('menu', { name: 'Model' })).toBeVisible()
      expect(await moving(page), 'a menu that opens').toEqual([])
    },
  )
})

journey(
  'in high contrast and in the colours of the system everything is there, and states do not hang on a colour',
  { tag: '@U61' },
  async ({ chat, page }) => {
    await page.addInitScript(() => localStorage.setItem('coco.contrast', 'more'))
    await chat.signInAs('User Beta')
    await expect(page.locator('body')).toHaveCSS('background-color', 'oklch(1 0 0)')
    await chat.askAndRead('A tour of markdown, please')
    await chat.chooseModel('claude-4-sonnet')
    await chat.ask('May I?')
    await expect(chat.alert).toBeVisible()
    await expectNoFlaws(page, 'high contrast')

    await page.emulateMedia({ forcedColors: 'active' })
    await settle(page)
    // A button that is only a colour otherwise has an outline.
    await expect(chat.send).toHaveCSS('border-top-width', '1px')
    await expect(chat.send).not.toHaveCSS('border-top-color', 'rgba(0, 0, 0, 0)')
    // What one is looking at is underlined; it is a colour otherwise.
    const open = chat.list.locator('[aria-current=page]')
    await expect(open).toHaveCSS('text-decoration-line', 'underline')
    const frame = page.locator('form:has(textarea)')
    await chat.field.focus()
    await expect(frame).toHaveCSS('outline-style', 'solid')
    await chat.modelButton.click()
    await expect(page.getByRole('menuitemradio', { checked: true }).locator('svg')).toBeVisible()
  },
)
