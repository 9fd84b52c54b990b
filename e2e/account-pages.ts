import { expect, type Locator, type Page } from '@playwright/test'

/** The pages beside the chat, and the ways in, in a person's words. */
export class AccountPages {
  readonly page: Page
  readonly alert: Locator
  readonly dialog: Locator
  readonly heading: Locator
  readonly main: Locator

  constructor(page: Page) {
    this.page = page
    this.alert = page.getByRole('alert')
    this.dialog = page.getByRole('dialog')
    this.main = page.getByRole('main')
    this.heading = page.getByRole('heading', { level: 1 })
  }

  async signIn({ email, password }: { email: string; password: string }) {
    await this.page.goto('/sign-in')
    await this.fillSignIn({ email, password })
    await expect(this.page).toHaveURL('/')
  }

  async fillSignIn({ email, password }: { email: string; password: string }) {
    await this.page.getByLabel('E-mail').fill(email)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  async signOut() {
    await this.openMenu('Sign out')
    await expect(this.page).toHaveURL('/sign-in')
  }

  /** An entry of the account menu. */
  async openMenu(entry: string) {
    await this.page.getByRole('button', { name: /^Account: / }).click()
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click()
  }

  /** What a page may be done with a person or a key, by the menu in its row. */
  async choose(name: string, action: string | RegExp) {
    await this.actionsOf(name).click()
    await this.page.getByRole('menuitem', { name: action }).click()
    await expect(this.dialog).toBeVisible()
  }

  actionsOf(name: string): Locator {
    return this.page.getByRole('button', { name: `Actions for ${name}` })
  }

  /** Invites somebody who has no account; gives the link that is shown once. */
  async invite({ name, email }: { name: string; email: string }): Promise<string> {
    await this.page.getByRole('button', { name: 'Invite somebody' }).click()
    return this.fillInvitation({ name, email })
  }

  async fillInvitation({ name, email }: { name: string; email: string }): Promise<string> {
    await this.dialog.getByLabel('E-mail').fill(email)
    await this.dialog.getByLabel('Name').fill(name)
    await this.dialog.getByRole('button', { name: 'Invite', exact: true }).click()
    return this.takeSecret('link')
  }

  /** Copies what is shown once, and closes the dialog. */
  async takeSecret(label: 'link' | 'key'): Promise<string> {
    await this.dialog.getByRole('button', { name: `Copy ${label}` }).click()
    await expect(this.dialog.getByRole('button', { name: `Copy ${label}: Copied` })).toBeVisible()
    const secret = await this.page.evaluate(() => navigator.clipboard.readText())
    await this.dialog.getByRole('button', { name: 'Done' }).click()
    await expect(this.dialog).toHaveCount(0)
    return secret
  }
}
