import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'
import { foundOnPage, readVocabularies } from '../words-on-page.ts'

journey.use({ locale: 'de-AT' })

journey(
  'whoever’s browser prefers German reads German everywhere; another language counts at once, and nothing is left of the first',
  { tag: '@U64' },
  async ({ chat, page }) => {
    journey.setTimeout(180_000)
    const { english, german } = await readVocabularies()
    const expectGerman = async (where: string) => {
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
      expect.soft(await foundOnPage(page, english), where).toEqual([])
      expect.soft((await foundOnPage(page, german)).length, where).toBeGreaterThan(0)
    }
    const admin = new AccountPages(page)
    const openMenu = async (entry: string) => {
      await page.getByRole('button', { name: /^Konto: / }).click()
      await page.getByRole('menuitem', { name: entry, exact: true }).click()
    }

    await page.goto('/link')
    await expect(admin.heading).toHaveText('Dieser Link gilt nicht mehr')
    await expectGerman('a link that is over')
    await page.goto('/nowhere')
    await expect(page.getByRole('alert')).toHaveText('Diese Seite gibt es nicht.')
    await page.getByRole('button', { name: 'Zur Startseite' }).click()
    await expect(admin.heading).toHaveText('Wer arbeitet heute?')
    await expectGerman('signing in')
    await page.getByRole('button', { name: /^Anmelden als Operator / }).click()
    await expect(page.getByRole('button', { name: /^Modell: / })).toBeVisible()
    await expect(page).toHaveTitle('Neue Unterhaltung · Coco')
    await expectGerman('an empty chat')

    const field = page.getByRole('textbox', { name: 'Ihre Nachricht' })
    await field.fill('Was ist Snowflake?')
    await field.press('Enter')
    await expect(page.getByRole('button', { name: 'Antwort kopieren' })).toBeVisible()
    await expectGerman('an answer')
    await page.getByRole('button', { name: /^Modell: / }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectGerman('the models')
    await page
      .getByRole('menuitemradio', { name: /Nicht|nicht/ })
      .first()
      .click()
    await field.fill('Darf ich?')
    await field.press('Enter')
    await expect(page.getByRole('alert')).toHaveText(/^Snowflake lässt User Alpha .+ nicht benutzen\.$/)
    await expect(field).toHaveValue('Darf ich?')
    await expectGerman('a refusal')

    await page.getByRole('button', { name: /^Parameter/ }).click()
    await expect(admin.dialog).toBeVisible()
    await expectGerman('the parameters')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Optionen für / }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectGerman('what can be done with a conversation')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Konto: / }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await expectGerman('the account menu')
    await page.getByRole('menuitem', { name: 'Tastenkürzel' }).click()
    await expect(admin.dialog).toBeVisible()
    await expectGerman('the shortcuts')
    await page.keyboard.press('Escape')

    await openMenu('Vorlagen')
    await expect(admin.heading).toHaveText('Vorlagen')
    await page.getByRole('button', { name: 'Vorlage schreiben' }).click()
    await expectGerman('prompts')
    await page.keyboard.press('Escape')
    await openMenu('Personen')
    await expect(admin.main.getByRole('listitem').first()).toBeVisible()
    await page.getByRole('button', { name: 'Jemanden einladen' }).click()
    await admin.dialog.getByRole('button', { name: 'Einladen', exact: true }).click()
    await expect(admin.dialog.getByLabel('E-Mail-Adresse')).toHaveAccessibleDescription(
      /Bitte füllen Sie dieses Feld aus/,
    )
    await expectGerman('people')
    await page.keyboard.press('Escape')
    await openMenu('API-Schlüssel')
    await page.getByRole('button', { name: 'Schlüssel erstellen' }).click()
    await expectGerman('keys')
    await page.keyboard.press('Escape')
    await openMenu('Mandant')
    await expect(admin.main).toContainText('Unterhaltungen in User Alpha bleiben')
    await expectGerman('the tenant')
    await openMenu('Einstellungen')
    await expect(admin.main.getByText('Dieser Browser')).toBeVisible()
    await expectGerman('settings')

    const toEnglish = page.getByRole('radio', { name: 'English' })
    await toEnglish.check()
    await expect(admin.heading).toHaveText('Settings')
    await expect(toEnglish).toBeFocused()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page).toHaveTitle('Settings · Coco')
    expect.soft(await foundOnPage(page, german), 'settings in English').toEqual([])
    await page.getByRole('link', { name: 'Back to the chat' }).click()
    await expect(chat.answers).toHaveCount(1)
    expect.soft(await foundOnPage(page, german), 'the chat in English').toEqual([])
    // It is kept, and taken back where it was chosen.
    await page.reload()
    await admin.openMenu('Settings')
    await expect(toEnglish).toBeChecked()
    await page.getByRole('radio', { name: 'Same as browser (Deutsch)' }).check()
    await expect(admin.heading).toHaveText('Einstellungen')
    await expectGerman('settings, as the browser prefers')
  },
)
