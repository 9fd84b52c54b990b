import { expect, type Locator, type Page } from '@playwright/test'

/** The page in a person's words. It finds things as people do: by role and name. */
export class ChatPage {
  readonly page: Page
  readonly field: Locator
  readonly send: Locator
  readonly stop: Locator
  readonly alert: Locator
  /** The answers on the page, in order, with their footers. */
  readonly answers: Locator
  readonly modelButton: Locator
  readonly tenantButton: Locator
  /** What a screen reader is told politely. */
  readonly announced: Locator
  /** The list of conversations, in its column or its drawer. */
  readonly list: Locator

  constructor(page: Page) {
    this.page = page
    this.field = page.getByLabel('Your message')
    this.send = page.getByRole('button', { name: 'Send', exact: true })
    this.stop = page.getByRole('button', { name: 'Stop', exact: true })
    this.alert = page.getByRole('alert')
    this.answers = page.getByRole('article', { name: / answered$/ })
    this.modelButton = page.getByRole('button', { name: /^Model: / })
    this.tenantButton = page.getByRole('button', { name: /^Tenant: / })
    this.announced = page.locator('[role=status]')
    this.list = page.getByRole('navigation', { name: 'Conversations' })
  }

  async signInAs(person: 'User Alpha' | 'User Beta' | 'Operator') {
    await this.page.goto('/')
    await this.page.getByRole('button', { name: new RegExp(`^Sign in as ${person} `) }).click()
    await expect(this.modelButton).toBeVisible()
  }

  async ask(question: string) {
    await this.field.fill(question)
    await this.field.press('Enter')
  }

  /** Asks and waits until the whole answer is there. */
  async askAndRead(question: string): Promise<Locator> {
    const count = await this.answers.count()
    await this.ask(question)
    const answer = this.answers.nth(count)
    await expect(answer.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    return answer
  }

  /** What the list calls its conversation once it says nothing more of an answer. */
  async titleOfTheOnlyOne(): Promise<string> {
    await expect(this.list).not.toContainText('an answer is being written')
    return (await this.list.getByRole('link').textContent()) ?? ''
  }

  async chooseModel(id: string) {
    const option = this.page.getByRole('menuitemradio', { name: id })
    // Once, on a busy machine, the menu did not open from a press just after the page had come. Why was not found; what an early
    // press must do is the promise of menus-come-a-moment-later.
    await expect(async () => {
      if (!(await option.isVisible())) await this.modelButton.click()
      await option.click({ timeout: 2_000 })
    }).toPass()
    await expect(this.modelButton).toHaveAccessibleName(new RegExp(`^Model: ${id}`))
  }

  async switchTo(tenant: string) {
    await this.tenantButton.click()
    await this.page.getByRole('menuitemradio', { name: tenant }).click()
    await expect(this.tenantButton).toHaveAccessibleName(new RegExp(`^Tenant: ${tenant}`))
    await expect(this.field).toBeFocused()
  }

  async startNewChat() {
    await this.page.getByRole('button', { name: 'New chat' }).click()
    await expect(this.page).toHaveURL('/')
    await expect(this.answers).toHaveCount(0)
  }

  /** On a narrow screen the list is a drawer. */
  async openList() {
    const button = this.page.getByRole('button', { name: 'Conversations', exact: true })
    if (await button.isVisible()) await button.click()
    await expect(this.list).toBeVisible()
  }

  /** The way to a conversation in the list. */
  conversation(title: string): Locator {
    return this.list.getByRole('link', { name: title })
  }

  async chooseOption(title: string, option: string) {
    await this.list.getByRole('button', { name: `Options for ${title}` }).click()
    await this.page.getByRole('menuitem', { name: option }).click()
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText())
  }
}
