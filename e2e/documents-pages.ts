import { expect, type Locator, type Page } from '@playwright/test'

/** A file is read in a process of its own, which takes a while to begin on a busy machine. */
export const READ_IN = { timeout: 30_000 }

/** The pages of a tenant's documents, in a person's words. */
export class DocumentsPages {
  readonly page: Page
  readonly heading: Locator
  readonly dialog: Locator
  /** Files that are not documents yet. */
  readonly onTheWay: Locator
  readonly list: Locator

  constructor(page: Page) {
    this.page = page
    this.heading = page.getByRole('heading', { level: 1 })
    this.dialog = page.getByRole('dialog')
    this.onTheWay = page.getByRole('region', { name: 'On their way' })
    this.list = page.getByRole('region', { name: 'Documents', exact: true })
  }

  async open() {
    await this.page.goto('/documents')
    await expect(this.heading).toContainText('Documents of ')
  }

  /** Chosen with the button, as far as a browser lets a test do that. */
  async choose(...files: { name: string; text: string }[]) {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Add files' }).click()
    await (await chooser).setFiles(
      files.map(({ name, text }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })),
    )
  }

  /** Dragged over the page, and let go there. */
  async drop({ name, text }: { name: string; text: string }) {
    const dataTransfer = await this.page.evaluateHandle(
      ([fileName, content]) => {
        const dragged = new DataTransfer()
        dragged.items.add(new File([content], fileName))
        return dragged
      },
      [name, text] as const,
    )
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer })
    await expect(this.page.getByText('Drop the files to add them')).toBeVisible()
    await this.page.dispatchEvent('body', 'drop', { dataTransfer })
    await expect(this.page.getByText('Drop the files to add them')).toHaveCount(0)
  }

  rowOf(name: string): Locator {
    return this.onTheWay.getByRole('listitem').filter({ hasText: name })
  }

  async review(name: string) {
    await expect(this.rowOf(name).filter({ hasText: 'Ready for review' })).toHaveCount(1, READ_IN)
    await this.page.getByRole('button', { name: `Review ${name}` }).click()
    await expect(this.dialog.getByRole('button', { name: 'Keep' })).toBeVisible()
  }

  /** Keeps what the dialog shows, and waits until it can be found. */
  async keep(name: string) {
    await this.dialog.getByRole('button', { name: 'Keep' }).click()
    await expect(this.dialog).toHaveCount(0)
    await expect(this.rowOf(name)).toContainText('Kept', READ_IN)
  }
}
