import { expect, journey } from '../journey.ts'

journey('everything can be done with the keyboard alone', async ({ chat, page }) => {
  const { keyboard } = page
  const focusOn = async (name: RegExp) => {
    const target = page.getByRole('button', { name })
    for (let presses = 0; presses < 30; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to ${name}`)
  }

  const chooseSecond = async (menu: string) => {
    const options = page.getByRole('menu', { name: menu }).getByRole('menuitemradio')
    await keyboard.press('Enter')
    await expect(options.first()).toBeFocused()
    await keyboard.press('ArrowDown')
    await expect(options.nth(1)).toBeFocused()
    await keyboard.press('Enter')
  }

  await page.goto('/')
  await expect(page.getByRole('button', { name: /^Sign in as Operator/ })).toBeVisible()
  await focusOn(/^Sign in as Operator/)
  await keyboard.press('Enter')
  await expect(chat.field).toBeFocused()

  await keyboard.type('First line')
  await keyboard.press('Shift+Enter')
  await keyboard.type('Second line')
  await expect(chat.field).toHaveValue('First line\nSecond line')
  await keyboard.press('Enter')
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
  await expect(chat.field).toBeFocused()

  await focusOn(/^Model: /)
  await chooseSecond('Model')
  await expect(chat.modelButton).toHaveAccessibleName('Model: mistral-large2')
  await expect(chat.modelButton).toBeFocused()

  await focusOn(/^Tenant: /)
  await chooseSecond('Tenant')
  await expect(chat.tenantButton).toHaveAccessibleName(/^Tenant: User Beta/)
  await expect(chat.field).toBeFocused()
})

journey('the focus is always in sight: neither the bar nor the composer covers it', async ({ chat, page }) => {
  await page.setViewportSize({ width: 390, height: 700 })
  await chat.signInAs('User Alpha')
  for (let turn = 1; turn <= 3; turn++) await chat.askAndRead('Show me some code, a function')
  const copies = page.getByRole('button', { name: /^Copy/ })
  for (const copy of (await copies.all()).toReversed()) {
    await copy.focus()
    const isOnTop = await copy.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
    })
    expect(isOnTop).toBe(true)
  }
})

journey('Enter of an input method chooses a word and sends nothing', async ({ chat }) => {
  await chat.signInAs('User Alpha')
  await chat.field.fill('にほん')
  await chat.field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229 })
  await expect(chat.field).toHaveValue('にほん')
  await expect(chat.answers).toHaveCount(0)
})
