import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'

journey(
  'a key is created, used by a program, and refused once it is revoked',
  { tag: ['@U71', '@U72'] },
  async ({ chat, page, stack }) => {
    await chat.signInAs('Operator')
    const account = new AccountPages(page)
    await account.openMenu('API keys')
    await expect(account.main).toContainText('A key lets a program ask models')
    await page.getByRole('button', { name: 'Create a key' }).click()
    await account.dialog.getByLabel('Name').fill('Nightly report')
    await account.dialog.getByRole('button', { name: 'Create key' }).click()

    const command = account.dialog.getByRole('button', { name: 'Copy command' })
    await expect(account.dialog).toContainText(`curl -N ${stack.serverUrl}/v1/chat/stream`)
    await command.click()
    const curl = await chat.clipboard()
    const key = await account.takeSecret('key')
    expect(curl).toContain(key)
    await expect(page.getByRole('button', { name: 'Create a key' })).toBeFocused()

    const answer = await ask(stack.serverUrl, key)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('event: done')

    // Shown once: afterwards only how it begins.
    const row = account.main.getByRole('listitem').filter({ hasText: 'Nightly report' })
    await page.reload()
    await expect(row).toContainText(`${key.slice(0, 12)}…`)
    await expect(row).toContainText('Last used')
    await expect(account.main).toContainText('Times are in your time zone')
    expect(await page.content()).not.toContain(key)

    await account.choose('Nightly report', 'Revoke…')
    await account.dialog.getByRole('button', { name: 'Revoke “Nightly report”' }).click()
    await expect(page.getByText('The key “Nightly report” is revoked.')).toBeVisible()
    await expect(account.heading).toBeFocused()
    expect((await ask(stack.serverUrl, key)).status).toBe(401)
    await page.getByText('Keys that no longer work (1)').click()
    await expect(row).toContainText('Revoked')
  },
)

journey('a key is rotated: the new one works, the old one for as long as was said', async ({ chat, page, stack }) => {
  await chat.signInAs('Operator')
  const account = new AccountPages(page)
  await account.openMenu('API keys')
  await page.getByRole('button', { name: 'Create a key' }).click()
  await account.dialog.getByLabel('Name').fill('Support bot')
  await account.dialog.getByRole('button', { name: 'Create key' }).click()
  const old = await account.takeSecret('key')
  await account.choose('Support bot', 'Rotate…')
  await account.dialog.getByLabel('Hours that the old key still works').fill('0')
  await account.dialog.getByRole('button', { name: 'Make the new key' }).click()
  const next = await account.takeSecret('key')
  expect(next).not.toBe(old)
  expect((await ask(stack.serverUrl, next)).status).toBe(200)
  expect((await ask(stack.serverUrl, old)).status).toBe(401)
})

journey('the hours of a rotation are checked beside the field', async ({ chat, page }) => {
  await chat.signInAs('Operator')
  const account = new AccountPages(page)
  await account.openMenu('API keys')
  await page.getByRole('button', { name: 'Create a key' }).click()
  await account.dialog.getByLabel('Name').fill('Support bot')
  await account.dialog.getByRole('button', { name: 'Create key' }).click()
  await account.takeSecret('key')
  await account.choose('Support bot', 'Rotate…')
  const hours = account.dialog.getByLabel('Hours that the old key still works')
  await hours.fill('721')
  await account.dialog.getByRole('button', { name: 'Make the new key' }).click()
  await expect(hours).toHaveAccessibleDescription(/Write 720 or less\./)
  await expect(hours).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(account.dialog).toHaveCount(0)
  await expect(account.actionsOf('Support bot')).toBeFocused()
})

async function ask(serverUrl: string, key: string) {
  const response = await fetch(`${serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'Say hello' }),
  })
  return { status: response.status, text: await response.text() }
}
